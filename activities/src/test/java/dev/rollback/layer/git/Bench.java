package dev.rollback.layer.git;

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
import dev.rollback.store.SnapshotStore;
import dev.rollback.store.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A git layer over a store of its own, and orders for it, in a temporary directory.
final class Bench implements AutoCloseable {
  static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");

  final Path root;
  final SnapshotStore store;
  final GitLayer layer;
  private int plans;

  Bench(Path root) throws IOException {
    this.root = root.toRealPath();
    Files.createDirectories(this.root.resolve("repositories"));
    this.store = Stores.open(this.root.resolve("store"), Optional.empty());
    var roots = AllowedRoots.of(List.of(this.root.resolve("repositories")));
    var clock = Clock.fixed(NOON, ZoneOffset.UTC);
    Path kept = this.root.resolve("store");
    var files = new FileEngine(roots, store, this.root.resolve("files-state"), Set.of(kept), clock);
    this.layer = new GitLayer(store, roots, files, this.root.resolve("state"), "here", clock);
  }

  Path place(String name) {
    return root.resolve("repositories").resolve(name);
  }

  TestRepository repository(String name) {
    return TestRepository.init(place(name));
  }

  CapturedLayer capture(String id, SnapshotSpec.GitCommit spec) {
    return layer.capture(new CaptureOrder(id, id, null, spec, false, null), spec, Progress.NONE);
  }

  CapturedLayer capture(String id, TestRepository repository) {
    return capture(id, repository.spec());
  }

  CapturedLayer captureSafely(String id, TestRepository repository) {
    var order = new CaptureOrder(id, id, null, repository.spec(), true, "r");
    return layer.capture(order, repository.spec(), Progress.NONE);
  }

  LayerPlan plan(CapturedLayer captured) {
    return plan(captured, GitOptions.DEFAULT, false);
  }

  LayerPlan plan(CapturedLayer captured, GitOptions options, boolean exact, String... paths) {
    SnapshotHandle handle = captured.handle();
    var order = new PlanOrder("plan-" + plans++, handle, List.of(paths), options, exact);
    return layer.plan(order, spec(handle), Progress.NONE);
  }

  RestoreOutcome restore(CapturedLayer captured, LayerPlan plan) {
    return restore(captured, plan, Progress.NONE);
  }

  RestoreOutcome restore(CapturedLayer captured, LayerPlan plan, Progress progress) {
    SnapshotHandle handle = captured.handle();
    var order = new RestoreOrder(plan.planId(), handle, plan, GitOptions.DEFAULT);
    return layer.restore(order, spec(handle), progress);
  }

  /// Plans and restores with everything by default.
  RestoreOutcome.Restored rollBack(CapturedLayer captured) {
    return restored(restore(captured, plan(captured)));
  }

  /// Back to the very state captured.
  RestoreOutcome.Restored undo(CapturedLayer captured) {
    return restored(restore(captured, plan(captured, GitOptions.DEFAULT, true)));
  }

  /// Fails for every other outcome, and says which.
  static RestoreOutcome.Restored restored(RestoreOutcome outcome) {
    if (outcome instanceof RestoreOutcome.Restored restored) {
      return restored;
    }
    throw new AssertionError("Not restored: " + outcome);
  }

  void discard(CapturedLayer captured) {
    layer.discard(captured.handle(), spec(captured.handle()));
  }

  static GitOptions mode(GitOptions.Mode mode, @Nullable String newBranch) {
    return new GitOptions(mode, null, null, newBranch, null, null);
  }

  static SnapshotSpec.GitCommit spec(SnapshotHandle handle) {
    return (SnapshotSpec.GitCommit) handle.spec();
  }

  @Override
  public void close() throws IOException {
    store.close();
  }
}
