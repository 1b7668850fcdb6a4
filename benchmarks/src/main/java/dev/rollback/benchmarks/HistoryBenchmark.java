package dev.rollback.benchmarks;

import dev.rollback.contract.CreateSnapshotRequest;
import dev.rollback.contract.ExecuteRollbackRequest;
import dev.rollback.contract.SnapshotSpec;
import dev.rollback.workflow.CreateSnapshot;
import dev.rollback.workflow.ExecuteRollback;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Events and bytes of history that a snapshot and a rollback leave, for each kind and for a set of
/// 100.
///
/// Options: `--members` (100), `--files` (10 for each member), `--in` (a directory).
final class HistoryBenchmark {
  private final Stack stack;
  private final Path directory;
  private final int files;

  private HistoryBenchmark(Stack stack, Path directory, int files) {
    this.stack = stack;
    this.directory = directory;
    this.files = files;
  }

  public static void main(String[] arguments) throws Exception {
    Options options = Options.of(arguments);
    try (Place place = Place.make(options);
        Stack stack = Stack.start(place.directory())) {
      place.describe(
          "history: what a snapshot and a rollback leave in Temporal",
          "temporal --version",
          "git version");
      new HistoryBenchmark(stack, place.directory(), options.number("files", 10))
          .run(options.number("members", 100));
    }
  }

  private void run(int members) throws IOException {
    SnapshotSpec repository = repository();
    measure("configuration", files("one"));
    measure("git", repository);
    measure("set-of-2", set(List.of(repository, files("two"))));
    var many = new ArrayList<SnapshotSpec>();
    for (int each = 0; each < members; each++) {
      many.add(files("member-" + each));
    }
    measure("set-of-" + members, set(many));
  }

  private void measure(String name, SnapshotSpec spec) throws IOException {
    stack
        .stub(CreateSnapshot.class, Stack.QUEUE, "snapshot/" + name)
        .createSnapshot(CreateSnapshotRequest.of(name, spec));
    damage(directory);
    stack
        .stub(ExecuteRollback.class, Stack.QUEUE, "rollback/" + name)
        .executeRollback(ExecuteRollbackRequest.of(name));
    row(name + ": CreateSnapshot", Histories.of(stack.client, "snapshot/" + name));
    row(name + ": ExecuteRollback", Histories.of(stack.client, "rollback/" + name));
  }

  private static void row(String name, Histories history) {
    System.out.printf(
        "%-32s %5d events  %8.1f kB  %4d activities%n",
        name, history.events(), history.bytes() / 1000.0, history.activities());
  }

  private SnapshotSpec files(String name) throws IOException {
    Path place = Files.createDirectories(directory.resolve("targets").resolve(name));
    for (int each = 0; each < files; each++) {
      Files.writeString(place.resolve("file" + each), "then\n");
    }
    return SnapshotSpec.Configuration.of(place.toString());
  }

  private SnapshotSpec repository() throws IOException {
    Path top = Files.createDirectories(directory.resolve("targets/repository"));
    Command.in(top, "git", "init", "-q", "-b", "main");
    Files.writeString(top.resolve("file1"), "then\n");
    Command.in(top, "git", "add", "-A");
    Command.in(
        top, "git", "-c", "user.name=B", "-c", "user.email=b@localhost", "commit", "-qm", "one");
    return SnapshotSpec.GitCommit.of(top.toString());
  }

  private static SnapshotSpec set(List<SnapshotSpec> specs) {
    return SnapshotSpec.Set.of(
        IntStream.range(0, specs.size())
            .mapToObj(each -> new SnapshotSpec.Member("member-" + each, specs.get(each)))
            .toArray(SnapshotSpec.Member[]::new));
  }

  private static void damage(Path directory) throws IOException {
    try (var all = Files.walk(directory.resolve("targets"))) {
      for (Path each : all.filter(file -> file.endsWith(Path.of("file1"))).toList()) {
        Files.writeString(each, "now\n");
      }
    }
  }
}
