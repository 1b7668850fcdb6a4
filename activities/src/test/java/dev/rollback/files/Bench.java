package dev.rollback.files;

import dev.rollback.contract.RestoreMode;
import dev.rollback.store.NodeId;
import dev.rollback.store.Owner;
import dev.rollback.store.SnapshotStore;
import dev.rollback.store.StoreException;
import dev.rollback.store.Stores;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// An engine with its store and state beneath a directory, as one process has it; a second one over
/// the same directory is another process.
final class Bench {
  private final Path directory;
  private final AllowedRoots roots;
  private final SnapshotStore store;
  private final FileEngine engine;

  Bench(Path directory) {
    this(directory, LinuxSystem.detected());
  }

  Bench(Path directory, OperatingSystem system) {
    this(directory, system, Clock.systemUTC());
  }

  /// @param clock the host's
  Bench(Path directory, OperatingSystem system, Clock clock) {
    this.directory = directory;
    try {
      store = Stores.open(directory.resolve("store"), Optional.empty());
    } catch (StoreException e) {
      throw new AssertionError(e);
    }
    roots = AllowedRoots.of(system, List.of(directory));
    engine =
        new FileEngine(
            roots, store, directory.resolve("state"), Set.of(directory.resolve("store")), clock);
  }

  FileEngine engine() {
    return engine;
  }

  AllowedRoots roots() {
    return roots;
  }

  SnapshotStore store() {
    return store;
  }

  /// Captures paths and globs relative to the directory.
  NodeId capture(String id, String... paths) {
    return captured(id, paths).root();
  }

  CapturedFiles captured(String id, String... paths) {
    return captured(id, CaptureOptions.STRICT, Optional.empty(), paths);
  }

  CapturedFiles captured(
      String id, CaptureOptions options, Optional<NodeId> parent, String... paths) {
    return engine.capture(
        new FileEngine.CaptureRequest(scope(paths), new Owner(id), options, parent),
        FileProgress.NONE);
  }

  List<CapturedFiles.CapturedFile> files(CapturedFiles captured) {
    return engine.files(captured.root(), store.reader(), 10_000);
  }

  NodeId captureForSafety(String id, String... paths) {
    return captured(id, CaptureOptions.AS_IT_IS, Optional.empty(), paths).root();
  }

  /// What a plan would replace or delete.
  NodeId captureBefore(String id, PlannedFiles plan) {
    return engine.captureBefore(plan.root(), new Owner(id), FileProgress.NONE).root();
  }

  private Scope scope(String... paths) {
    return Scope.parse(roots, Arrays.stream(paths).map(path -> directory + "/" + path).toList());
  }

  PlannedFiles plan(String id, NodeId root, String... paths) {
    List<String> narrowed = Arrays.stream(paths).map(path -> directory + "/" + path).toList();
    return plan(new FileEngine.PlanRequest(id, root, narrowed, RestoreMode.EXACT, false));
  }

  PlannedFiles plan(FileEngine.PlanRequest request) {
    return engine.plan(request, store.reader(), FileProgress.NONE);
  }

  RestoredFiles restore(String id, PlannedFiles plan) {
    return restore(id, plan, FileProgress.NONE);
  }

  RestoredFiles restore(String id, PlannedFiles plan, FileProgress progress) {
    return engine.restore(id, plan.root(), store.reader(), progress);
  }

  /// Plans and restores.
  RestoredFiles rollBack(String id, NodeId root) {
    return restore(id, plan(id, root));
  }

  /// What is not tidied up: an undone plan's journal may stay until the plan is forgotten.
  String leftovers() {
    var journals = new Journals(directory.resolve("state"));
    String begun =
        journals.all().stream()
            .filter(journal -> journal.phase() != Journal.Phase.UNDONE)
            .map(journal -> journal.planId() + "\n")
            .collect(Collectors.joining());
    return Shell.run(
            directory, "find . -name '.rollback-*'; find state -type f ! -name '*.journal'")
        + begun;
  }
}
