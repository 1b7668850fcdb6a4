package dev.rollback.layer.git;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rollback.activity.PlanOrder;
import dev.rollback.contract.FailureType;
import dev.rollback.contract.GitOptions;
import dev.rollback.contract.LayerPlan;
import dev.rollback.contract.SnapshotHandle;
import dev.rollback.files.PlannedFiles;
import dev.rollback.layer.Progress;
import dev.rollback.store.ContentId;
import java.nio.file.Path;

/// Makes the plan of a rollback, of the repository and of the files beside it, and keeps it in the
/// store.
final class PlanMaking {
  private final Places places;
  private final Stored stored;
  private final ConfigFiles files;
  private final Path state;
  private final Progress progress;

  PlanMaking(Places places, Stored stored, ConfigFiles files, Path state, Progress progress) {
    this.places = places;
    this.stored = stored;
    this.files = files;
    this.state = state;
    this.progress = progress;
  }

  /// @param order of a snapshot of this host
  /// @param path of the repository
  LayerPlan make(PlanOrder order, String path) {
    requireKept(order.handle());
    Captured captured = stored.captured(order.handle().root());
    stored.verify(captured);
    if (captured.absent()) {
      throw Refusal.of(
          FailureType.SNAPSHOT_NOT_RESTORABLE,
          "There was no repository at %s when the snapshot was taken. Remove what is there by"
              + " hand.",
          path);
    }
    try (Scratch scratch = Scratch.fresh(state)) {
      var planner = new Planner(places, stored, order, scratch, progress);
      Planner.Made made;
      String top = captured.path();
      boolean vacant = places.isVacant(path);
      if (vacant) {
        Vacancy.requirePossible(captured, path);
        made = new Planner.Made(null, Vacancy.FINGERPRINT, null);
      } else {
        Repository repository = places.open(path, progress);
        new Recovery(places, state, progress).recover(repository, "");
        requireSameKind(repository, captured);
        top = repository.top().toString();
        made =
            captured.bare()
                ? planner.bare(repository, captured)
                : planner.worktree(repository, captured);
      }
      boolean all = planner.mode() != GitOptions.Mode.PATHS;
      PlannedFiles beside =
          captured.files() != null && all
              ? files.plan(order.planId(), captured.files(), progress)
              : null;
      var record =
          new PlanRecord(
              PlanRecord.FORMAT,
              order.planId(),
              top,
              order.handle().root(),
              planner.mode(),
              Planner.message(order.handle(), order.planId()),
              made.fingerprint(),
              made.cleanIndex(),
              vacant,
              made.plan(),
              beside == null ? null : beside.root().hex());
      String root = stored.keep(Stored.planOwner(order), Json.write(record));
      String fingerprint =
          beside == null
              ? made.fingerprint()
              : ContentId.of((made.fingerprint() + beside.fingerprint()).getBytes(UTF_8)).hex();
      return Descriptions.plan(
          order, order.handle().host(), root, record, fingerprint, planner, beside);
    }
  }

  /// A discarded snapshot's record may still lie in the store for a while; it is gone all the same.
  private void requireKept(SnapshotHandle handle) {
    if (!stored.keeps(Stored.owner(handle.snapshotId(), handle.member()))) {
      throw Refusal.of(
          FailureType.SNAPSHOT_NOT_RESTORABLE,
          "Snapshot %s is no longer kept; it was discarded. Use another snapshot.",
          handle.displayName());
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
}
