package dev.rollback.worker.cli;

import dev.rollback.worker.cli.request.Paths;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/// Which part of a snapshot; everything where nothing is said.
public final class ScopeOptions {
  @Option(
      names = "--member",
      paramLabel = "NAME",
      description = "Only this member of a set; repeatable.")
  private final List<String> members = new ArrayList<>();

  @Option(
      names = "--path",
      paramLabel = "PATH",
      description = "Only this path of a snapshot of files; repeatable.")
  private final List<String> paths = new ArrayList<>();

  List<String> members() {
    return members;
  }

  List<String> paths(Console console) {
    return paths.stream().map(path -> Paths.absolute(console.directory(), path)).toList();
  }
}
