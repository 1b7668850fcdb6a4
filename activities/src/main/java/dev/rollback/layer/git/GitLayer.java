package dev.rollback.layer.git;

import dev.rollback.activity.CaptureOrder;
import dev.rollback.activity.PlanOrder;
import dev.rollback.activity.RestoreOrder;
import dev.rollback.contract.CapturedLayer;
import dev.rollback.contract.FailureType;
import dev.rollback.contract.FileFacts;
import dev.rollback.contract.LayerPlan;
import dev.rollback.contract.RestoreOutcome;
import dev.rollback.contract.RollbackException;
import dev.rollback.contract.RollbackType;
import dev.rollback.contract.SnapshotHandle;
import dev.rollback.contract.SnapshotSpec;
import dev.rollback.files.AllowedRoots;
import dev.rollback.files.CapturedFiles;
import dev.rollback.files.FileEngine;
import dev.rollback.layer.Layer;
import dev.rollback.layer.Progress;
import dev.rollback.store.ContentId;
import dev.rollback.store.Owner;
import dev.rollback.store.SnapshotStore;
import dev.rollback.store.SnapshotWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Snapshots of git repositories: HEAD, index, work tree with its uncommitted and untracked work,
/// submodules; references only of a bare one.
///
/// Objects stay in the repository, pinned under `refs/rollback/<snapshot_id>[/<member>]/`; the
/// store keeps the record that names them, and on request a bundle. No program that a repository's
/// configuration or attributes name is ever run. May be used by several threads.
public final class GitLayer implements Layer<SnapshotSpec.GitCommit> {
  private static final Duration LONGEST_COMMAND = Duration.ofHours(1);

  private final SnapshotStore store;
  private final Stored stored;
  private final AllowedRoots roots;
  private final ConfigFiles files;
  private final Path state;
  private final String host;
  private final Clock clock;
  private final @Nullable GitProgram program;
  private final @Nullable RollbackException lack;

  /// @param files the engine for `config_files`, over the same store
  /// @param state a directory of this layer's own, on durable storage: journals and scratch files
  /// @param host the name of this host in handles and plans
  public GitLayer(
      SnapshotStore store,
      AllowedRoots roots,
      FileEngine files,
      Path state,
      String host,
      Clock clock) {
    this.store = store;
    this.stored = new Stored(store);
    this.roots = roots;
    this.files = new ConfigFiles(roots, files, store);
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
      String root = existing.get().hex();
      return described(order, spec, owner, root, stored.captured(root));
    }
    long seconds = clock.instant().getEpochSecond();
    CapturedFiles beside =
        spec.configFiles().isEmpty() ? null : files.capture(spec, owner, order.safety(), progress);
    try (Scratch scratch = Scratch.fresh(state);
        var writer = store.writer(owner)) {
      Captured taken = taken(places, order, spec, seconds, scratch, writer, progress);
      long size = writer.contentBytes() + (beside == null ? 0 : beside.totals().bytes());
      long added = writer.storedBytes() + (beside == null ? 0 : beside.totals().storedBytes());
      Captured captured = taken.stored(size, added, beside == null ? null : beside.root().hex());
      ContentId root = writer.write(Json.write(captured));
      writer.commit();
      return described(order, spec, owner, root.hex(), captured);
    } catch (IOException e) {
      throw Stored.failure(e);
    }
  }

  private Captured taken(
      Places places,
      CaptureOrder order,
      SnapshotSpec.GitCommit spec,
      long seconds,
      Scratch scratch,
      SnapshotWriter writer,
      Progress progress) {
    if (order.safety() && places.isVacant(spec.repoPath())) {
      return Descriptions.absent(spec.repoPath(), seconds);
    }
    Repository repository = places.open(spec.repoPath(), progress);
    new Recovery(places, state, progress).recover(repository, "");
    if (!repository.bare()) {
      IndexLock.requireNone(repository);
    }
    String prefix = Pins.of(order.snapshotId(), order.member());
    return new Capture(places, spec, order.safety(), prefix, seconds, writer, progress)
        .take(repository, scratch);
  }

  private CapturedLayer described(
      CaptureOrder order,
      SnapshotSpec.GitCommit spec,
      Owner owner,
      String root,
      Captured captured) {
    var handle =
        new SnapshotHandle(
            order.snapshotId(),
            order.member(),
            spec,
            captured.takenAt(),
            host,
            root,
            owner.name(),
            captured.sizeBytes(),
            captured.storedBytes());
    Map<String, FileFacts> facts =
        captured.files() == null ? Map.of() : files.facts(captured.files());
    return Descriptions.layer(handle, captured, facts);
  }

  @Override
  public LayerPlan plan(PlanOrder order, SnapshotSpec.GitCommit spec, Progress progress) {
    Places places = places();
    requireHere(order.handle());
    return new PlanMaking(places, stored, files, state, progress).make(order, spec.repoPath());
  }

  private void requireHere(SnapshotHandle handle) {
    if (!handle.host().equals(host)) {
      throw Refusal.of(
          FailureType.SNAPSHOT_NOT_RESTORABLE,
          "Snapshot %s is of host %s and this is %s. Roll it back there.",
          handle.displayName(),
          handle.host(),
          host);
    }
  }

  @Override
  public RestoreOutcome restore(
      RestoreOrder order, SnapshotSpec.GitCommit spec, Progress progress) {
    Places places = places();
    requireHere(order.handle());
    PlanRecord record =
        Json.read(
            stored.bytes(order.plan().root()), PlanRecord.class, "Plan " + order.plan().planId());
    if (record.vacant()) {
      return new Vacancy(places, stored, files, state, record, progress).run();
    }
    return new Restoration(places, stored, files, state, record, progress).run();
  }

  @Override
  public boolean forget(String planId, @Nullable String member) {
    if (!files.forget(planId) || !Journal.discard(state, planId)) {
      return false;
    }
    try {
      store.release(Stored.planOwner(planId, member));
      return true;
    } catch (IOException e) {
      throw Stored.failure(e);
    }
  }

  @Override
  public void discard(SnapshotHandle handle, SnapshotSpec.GitCommit spec) {
    String prefix = Pins.of(handle.snapshotId(), handle.member());
    release(spec.repoPath(), prefix);
    Owner owner = Stored.owner(handle.snapshotId(), handle.member());
    stored
        .existing(owner)
        .ifPresent(root -> releaseSubmodules(stored.captured(root.hex()), prefix));
    files.discard(owner);
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
