package dev.rollback.layer.git;

import dev.rollback.activity.CaptureOrder;
import dev.rollback.activity.PlanOrder;
import dev.rollback.activity.RestoreOrder;
import dev.rollback.contract.CapturedLayer;
import dev.rollback.contract.FailureType;
import dev.rollback.contract.LayerPlan;
import dev.rollback.contract.RestoreOutcome;
import dev.rollback.contract.RollbackException;
import dev.rollback.contract.RollbackType;
import dev.rollback.contract.SnapshotHandle;
import dev.rollback.contract.SnapshotSpec;
import dev.rollback.files.AllowedRoots;
import dev.rollback.layer.Layer;
import dev.rollback.layer.Progress;
import dev.rollback.store.ContentId;
import dev.rollback.store.Owner;
import dev.rollback.store.SnapshotStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Snapshots of git repositories: HEAD, index, work tree with its uncommitted and untracked work,
/// submodules; references only of a bare one.
///
/// Objects stay in the repository, pinned under `refs/rollback/<snapshot_id>[/<member>]/`; the
/// store
/// keeps the record that names them, and on request a bundle. No program that a repository's
/// configuration or attributes name is ever run. May be used by several threads.
public final class GitLayer implements Layer<SnapshotSpec.GitCommit> {
  private static final Duration LONGEST_COMMAND = Duration.ofHours(1);

  private final SnapshotStore store;
  private final Stored stored;
  private final AllowedRoots roots;
  private final Path state;
  private final String host;
  private final Clock clock;
  private final @Nullable GitProgram program;
  private final @Nullable RollbackException lack;

  /// @param state a directory of this layer's own, on durable storage: journals and scratch files
  /// @param host the name of this host in handles and plans
  public GitLayer(SnapshotStore store, AllowedRoots roots, Path state, String host, Clock clock) {
    this.store = store;
    this.stored = new Stored(store);
    this.roots = roots;
    this.state = state.toAbsolutePath();
    this.host = host;
    this.clock = clock;
    GitProgram found = null;
    RollbackException missing = null;
    try {
      found = GitProgram.find(LONGEST_COMMAND);
    } catch (RollbackException e) {
      missing = e;
    }
    this.program = found;
    this.lack = missing;
  }

  @Override
  public RollbackType type() {
    return RollbackType.GIT_COMMIT;
  }

  @Override
  public Optional<String> unavailable() {
    return Optional.ofNullable(lack).map(RollbackException::sentence);
  }

  @Override
  public CapturedLayer capture(CaptureOrder order, SnapshotSpec.GitCommit spec, Progress progress) {
    Places places = places();
    Owner owner = Stored.owner(order.snapshotId(), order.member());
    Optional<ContentId> existing = stored.existing(owner);
    if (existing.isPresent()) {
      Captured captured = stored.captured(existing.get().hex());
      return Descriptions.layer(
          handle(order, spec, owner, existing.get(), captured, 0, 0), captured);
    }
    long seconds = clock.instant().getEpochSecond();
    String prefix = Pins.of(order.snapshotId(), order.member());
    try (Scratch scratch = Scratch.fresh(state);
        var writer = store.writer(owner)) {
      Captured captured;
      if (order.safety() && places.isVacant(spec.repoPath())) {
        captured = Descriptions.absent(spec.repoPath(), seconds);
      } else {
        Repository repository = places.open(spec.repoPath(), progress);
        new Recovery(places, state, progress).recover(repository, "");
        if (!repository.bare()) {
          IndexLock.requireNone(repository);
        }
        captured =
            new Capture(places, spec, order.safety(), prefix, seconds, writer, progress)
                .take(repository, scratch);
      }
      ContentId root = writer.write(Json.write(captured));
      writer.commit();
      return Descriptions.layer(
          handle(order, spec, owner, root, captured, writer.contentBytes(), writer.storedBytes()),
          captured);
    } catch (IOException e) {
      throw Stored.failure(e);
    }
  }

  private SnapshotHandle handle(
      CaptureOrder order,
      SnapshotSpec.GitCommit spec,
      Owner owner,
      ContentId root,
      Captured captured,
      long sizeBytes,
      long storedBytes) {
    return new SnapshotHandle(
        order.snapshotId(),
        order.member(),
        spec,
        captured.takenAt(),
        host,
        root.hex(),
        owner.name(),
        sizeBytes,
        storedBytes);
  }

  @Override
  public LayerPlan plan(PlanOrder order, SnapshotSpec.GitCommit spec, Progress progress) {
    Places places = places();
    Captured captured = stored.captured(order.handle().root());
    stored.verify(captured);
    if (captured.absent()) {
      throw Refusal.of(
          FailureType.SNAPSHOT_NOT_RESTORABLE,
          "There was no repository at %s when the snapshot was taken. Remove what is there by"
              + " hand.",
          spec.repoPath());
    }
    try (Scratch scratch = Scratch.fresh(state)) {
      var planner = new Planner(places, stored, order, scratch, progress);
      Planner.Made made;
      String path = captured.path();
      boolean vacant = places.isVacant(spec.repoPath());
      if (vacant) {
        Vacancy.requirePossible(captured, spec.repoPath());
        made = new Planner.Made(null, Vacancy.FINGERPRINT);
      } else {
        Repository repository = places.open(spec.repoPath(), progress);
        new Recovery(places, state, progress).recover(repository, "");
        requireSameKind(repository, captured);
        path = repository.top().toString();
        made =
            captured.bare()
                ? planner.bare(repository, captured)
                : planner.worktree(repository, captured);
      }
      var record =
          new PlanRecord(
              PlanRecord.FORMAT,
              order.planId(),
              path,
              order.handle().root(),
              planner.mode(),
              Planner.message(order.handle(), order.planId()),
              vacant,
              made.plan());
      String root = stored.keep(Stored.planOwner(order), Json.write(record));
      return Descriptions.plan(order, host, root, record, made.fingerprint(), planner);
    }
  }

  private static void requireSameKind(Repository repository, Captured captured) {
    if (repository.bare() != captured.bare()
        || !repository.objectFormat().equals(captured.objectFormat())) {
      throw Refusal.of(
          FailureType.SNAPSHOT_NOT_RESTORABLE,
          "%s is another repository than the snapshot's: one is bare or has other object names.",
          repository.top());
    }
  }

  @Override
  public RestoreOutcome restore(
      RestoreOrder order, SnapshotSpec.GitCommit spec, Progress progress) {
    Places places = places();
    PlanRecord record =
        Json.read(
            stored.bytes(order.plan().root()), PlanRecord.class, "Plan " + order.plan().planId());
    if (record.vacant()) {
      return new Vacancy(places, stored, state, record, progress).run();
    }
    return new Restoration(places, stored, state, record, order.plan().fingerprint(), progress)
        .run();
  }

  @Override
  public void discard(SnapshotHandle handle, SnapshotSpec.GitCommit spec) {
    String prefix = Pins.of(handle.snapshotId(), handle.member());
    release(spec.repoPath(), prefix);
    Owner owner = Stored.owner(handle.snapshotId(), handle.member());
    stored
        .existing(owner)
        .ifPresent(root -> releaseSubmodules(stored.captured(root.hex()), prefix));
    try {
      store.release(owner);
    } catch (IOException e) {
      throw Stored.failure(e);
    }
  }

  private void releaseSubmodules(Captured captured, String prefix) {
    for (Captured.Submodule submodule : captured.submodules()) {
      release(submodule.state().path(), prefix);
      releaseSubmodules(submodule.state(), prefix);
    }
  }

  private void release(String path, String prefix) {
    try {
      new Pins(places().open(path, Progress.NONE), prefix, 0).release();
    } catch (RollbackException e) {
      boolean gone =
          e.type() == FailureType.PATH_NOT_FOUND || e.type() == FailureType.NOT_A_GIT_REPOSITORY;
      if (!gone) {
        throw e;
      }
    }
  }

  private Places places() {
    if (program == null) {
      throw lack == null ? new IllegalStateException("no git") : lack;
    }
    return new Places(program, roots);
  }
}
