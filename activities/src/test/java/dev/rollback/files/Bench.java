package dev.rollback.files;

import dev.rollback.store.ContentId;
import dev.rollback.store.Owner;
import dev.rollback.store.SnapshotStore;
import dev.rollback.store.StoreException;
import dev.rollback.store.directory.DirectoryStore;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;

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
    this.directory = directory;
    try {
      store = DirectoryStore.open(directory.resolve("store"));
    } catch (StoreException e) {
      throw new AssertionError(e);
    }
    roots = AllowedRoots.of(system, List.of(directory));
    engine =
        new FileEngine(
            roots,
            store,
            directory.resolve("state"),
            Set.of(directory.resolve("store")),
            Clock.systemUTC());
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
  ContentId capture(String id, String... paths) {
    return captured(id, paths).root();
  }

  CapturedFiles captured(String id, String... paths) {
    return engine.capture(scope(paths), new Owner(id), false, FileProgress.NONE);
  }

  ContentId captureForSafety(String id, String... paths) {
    return engine.capture(scope(paths), new Owner(id), true, FileProgress.NONE).root();
  }

  private Scope scope(String... paths) {
    return Scope.parse(
        roots, java.util.Arrays.stream(paths).map(path -> directory + "/" + path).toList());
  }

  PlannedFiles plan(String id, ContentId root, String... paths) {
    List<String> narrowed =
        java.util.Arrays.stream(paths).map(path -> directory + "/" + path).toList();
    return engine.plan(id, root, narrowed, store.reader(), FileProgress.NONE);
  }

  RestoredFiles restore(String id, PlannedFiles plan) {
    return restore(id, plan, FileProgress.NONE);
  }

  RestoredFiles restore(String id, PlannedFiles plan, FileProgress progress) {
    return engine.restore(id, plan.root(), store.reader(), progress);
  }

  /// Plans and restores.
  RestoredFiles rollBack(String id, ContentId root) {
    return restore(id, plan(id, root));
  }

  String leftovers() {
    return Shell.run(directory, "find . -name '.rollback-*'; find state -type f");
  }
}
