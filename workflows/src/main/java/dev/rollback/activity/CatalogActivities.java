package dev.rollback.activity;

import dev.rollback.contract.ApplyRetentionRequest;
import dev.rollback.contract.CheckStoreRequest;
import dev.rollback.contract.CheckStoreResult;
import dev.rollback.contract.DeleteSnapshotRequest;
import dev.rollback.contract.HoldSnapshotRequest;
import dev.rollback.contract.ListSnapshotsRequest;
import dev.rollback.contract.RollbackHistory;
import dev.rollback.contract.RollbackHistoryRequest;
import dev.rollback.contract.RollbackResult;
import dev.rollback.contract.SnapshotList;
import dev.rollback.contract.SnapshotRecord;
import dev.rollback.contract.StatusReport;
import dev.rollback.contract.StatusRequest;
import io.temporal.activity.ActivityInterface;

/// Which snapshots and rollbacks exist, and who holds which target.
@ActivityInterface(namePrefix = "catalog.")
public interface CatalogActivities {
  /// Claims the snapshot's id. Answers the existing snapshot where the same request made it before.
  SnapshotClaim beginSnapshot(SnapshotDraft draft);

  /// Writes the sidecar, then the row: the snapshot is `created`. Harmless when it already is.
  SnapshotRecord completeSnapshot(SnapshotCompletion completion);

  /// Marks a snapshot as `failed`; harmless when there is none.
  void failSnapshot(SnapshotFailure failure);

  /// Fails with `SnapshotNotFound`.
  SnapshotRecord findSnapshot(SnapshotQuery query);

  SnapshotList listSnapshots(ListSnapshotsRequest request);

  /// Marks a snapshot as `deleting` and answers it, or fails with what stands against that.
  SnapshotRecord beginDelete(DeleteSnapshotRequest request);

  /// Removes row, then sidecar, then the content that nobody owns any more; harmless when they are
  /// gone.
  DeleteReceipt completeDelete(SnapshotQuery query);

  /// Removes row and sidecar of a snapshot that is `deleting`; harmless when they are gone. Its
  /// content goes with [#freeContent].
  void forgetSnapshot(SnapshotQuery query);

  /// Removes the content that nobody owns any more.
  DeleteReceipt freeContent();

  /// Keeps a snapshot whatever retention says, or lets go of that.
  SnapshotRecord holdSnapshot(HoldSnapshotRequest request);

  /// Judges which snapshots a policy keeps; changes nothing.
  RetentionPlan planRetention(ApplyRetentionRequest request);

  /// The newest snapshot, no safety snapshot, of the same things on a host.
  ParentAnswer findParent(ParentQuery query);

  /// Writes a rollback's row, new or changed; the last word on a rollback that has ended stands.
  RollbackReceipt recordRollback(RollbackResult result);

  RollbackHistory listRollbacks(RollbackHistoryRequest request);

  /// The whole result of one rollback; fails with `InvalidRequest` where there is none.
  RollbackResult findRollback(RollbackQuery query);

  /// Takes all the targets or none; fails with `TargetBusy`, naming the holder.
  LockReceipt lockTargets(TargetLock lock);

  /// Lets go of all that the rollback holds; harmless when it holds nothing.
  void unlockTargets(RollbackQuery query);

  StatusReport status(StatusRequest request);

  CheckStoreResult checkStore(CheckStoreRequest request);
}
