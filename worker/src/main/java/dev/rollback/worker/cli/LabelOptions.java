package dev.rollback.worker.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/// Snapshots by their labels and tags; a tag is a label without a value.
public final class LabelOptions {
  @Option(
      names = {"-l", "--label"},
      paramLabel = "KEY=VALUE",
      description = "Only with this label; repeatable, all must match.")
  private final Map<String, String> labels = new LinkedHashMap<>();

  @Option(
      names = "--tag",
      paramLabel = "TAG",
      split = ",",
      description = "Only with this tag; repeatable, all must match.")
  private final List<String> tags = new ArrayList<>();

  Map<String, String> all() {
    Map<String, String> all = new LinkedHashMap<>(labels);
    tags.forEach(tag -> all.put(tag, ""));
    return all;
  }
}
