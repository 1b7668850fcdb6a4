package dev.rollback.benchmarks;

import dev.rollback.activity.CaptureOrder;
import dev.rollback.activity.PlanOrder;
import dev.rollback.activity.RestoreOrder;
import dev.rollback.contract.CapturedLayer;
import dev.rollback.contract.GitOptions;
import dev.rollback.contract.LayerPlan;
import dev.rollback.contract.RestoreOutcome;
import dev.rollback.contract.SnapshotHandle;
import dev.rollback.contract.SnapshotSpec;
import dev.rollback.files.AllowedRoots;
import dev.rollback.files.FileEngine;
import dev.rollback.layer.Progress;
import dev.rollback.layer.filesystem.FileSystemLayer;
import dev.rollback.store.Passphrase;
import dev.rollback.store.SnapshotStore;
import dev.rollback.store.StoreException;
import dev.rollback.store.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The product's layer of file trees over an encrypted store, as a worker has it.
final class Ours implements Archiver {
  private static final String LAST = "last-snapshot";
  private static final String HOST = "here";

  private final Path directory;
  private final Path tree;
  private final SnapshotSpec.FileSystem spec;
  private int number;
  private @Nullable SnapshotStore store;
  private @Nullable FileSystemLayer layer;
  private @Nullable SnapshotHandle last;
  private boolean safety;

  Ours(Path directory, Path tree) {
    this.directory = directory;
    this.tree = tree;
    this.spec = SnapshotSpec.FileSystem.of(tree.toString());
  }

  /// Whether a rollback in place captures first what it will change.
  void withSafetySnapshot(boolean wanted) {
    safety = wanted;
  }

  @Override
  public String name() {
    return safety ? "ours, with its undo" : "ours";
  }

  @Override
  public void prepare() throws IOException {
    close();
    FileTree.remove(directory);
    open();
  }

  /// Opens what is there, or makes it.
  void open() throws IOException {
    Files.createDirectories(directory);
    Path place = directory.resolve("store");
    AllowedRoots roots = AllowedRoots.of(List.of(tree.getParent()));
    SnapshotStore opened = open(place);
    var kept = Set.of(place);
    Path state = directory.resolve("state");
    var engine = new FileEngine(roots, opened, state, kept, Clock.systemUTC());
    store = opened;
    layer =
        new FileSystemLayer(
            roots, engine, opened, this::open, state, kept, HOST, Clock.systemUTC());
    last = null;
  }

  private SnapshotStore open(Path place) throws StoreException {
    try (var passphrase = new Passphrase("benchmark".toCharArray())) {
      return Stores.open(place, Optional.of(passphrase));
    }
  }

  /// Keeps for another process what finds the last snapshot.
  void remember() throws IOException {
    SnapshotHandle handle = Objects.requireNonNull(last);
    Files.write(
        directory.resolve(LAST),
        List.of(
            handle.snapshotId(),
            handle.root(),
            String.valueOf(handle.takenAt()),
            String.valueOf(handle.sizeBytes()),
            String.valueOf(handle.storedBytes())));
  }

  /// Finds the last snapshot of another process; none is none.
  void recall() throws IOException {
    Path kept = directory.resolve(LAST);
    if (Files.exists(kept)) {
      List<String> lines = Files.readAllLines(kept);
      String id = lines.get(0);
      last =
          new SnapshotHandle(
              id,
              null,
              spec,
              Long.parseLong(lines.get(2)),
              HOST,
              lines.get(1),
              id,
              Long.parseLong(lines.get(3)),
              Long.parseLong(lines.get(4)));
      number = (int) (System.nanoTime() & Integer.MAX_VALUE);
    }
  }

  void close() throws IOException {
    if (store != null) {
      store.close();
      store = null;
    }
  }

  private FileSystemLayer layer() {
    return Objects.requireNonNull(layer);
  }

  @Override
  public void capture() {
    String id = "snapshot-" + number++;
    var order = new CaptureOrder(id, id, null, spec, false, null, null, last);
    CapturedLayer captured = layer().capture(order, spec, Progress.NONE);
    last = captured.handle();
  }

  @Override
  public Path restoreToEmpty() {
    restore();
    return tree;
  }

  @Override
  public boolean restoreInPlace() {
    restore();
    return true;
  }

  private void restore() {
    SnapshotHandle handle = Objects.requireNonNull(last);
    String id = "plan-" + number++;
    LayerPlan plan =
        layer()
            .plan(
                new PlanOrder(id, handle, List.of(), GitOptions.DEFAULT, false),
                spec,
                Progress.NONE);
    if (safety) {
      String undo = "undo-" + id;
      layer()
          .capture(
              new CaptureOrder(undo, undo, null, spec, true, "rollback", plan, null),
              spec,
              Progress.NONE);
    }
    RestoreOutcome outcome =
        layer()
            .restore(new RestoreOrder(id, handle, plan, GitOptions.DEFAULT), spec, Progress.NONE);
    if (!(outcome instanceof RestoreOutcome.Restored)) {
      throw new IllegalStateException("Not rolled back: " + outcome);
    }
  }

  @Override
  public long stored() throws IOException {
    return FileTree.size(directory.resolve("store"));
  }
}
