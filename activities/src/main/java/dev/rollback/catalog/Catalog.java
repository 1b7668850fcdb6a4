package dev.rollback.catalog;

import dev.rollback.activity.SnapshotCompletion;
import dev.rollback.activity.SnapshotDraft;
import dev.rollback.activity.SnapshotFailure;
import dev.rollback.activity.TargetLock;
import dev.rollback.contract.ApplyRetentionRequest;
import dev.rollback.contract.DeleteSnapshotRequest;
import dev.rollback.contract.ListSnapshotsRequest;
import dev.rollback.contract.RollbackHistory;
import dev.rollback.contract.RollbackHistoryRequest;
import dev.rollback.contract.RollbackResult;
import dev.rollback.contract.SnapshotList;
import dev.rollback.contract.SnapshotRecord;
import dev.rollback.contract.SnapshotSpec;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Which snapshots and rollbacks exist, and who holds which target.
///
/// Every method may be repeated, by any worker, beside any other: each is one transaction. Each
/// throws [dev.rollback.contract.RollbackException] with the type that callers see; trouble with
/// the connection is `ConnectionFailed`, and nothing else is worth a retry but `TargetBusy`.
///
/// Where a method takes `isRunning`, it asks that whether the workflow of an id still runs, never
/// inside a transaction.
public interface Catalog {

  /// Claims the draft's id. Answers the existing snapshot where the same request made it before;
  /// empty when the caller is to capture it.
  ///
  /// A claim of a workflow that has ended, and a failed snapshot, are replaced. Fails with
  /// `SnapshotExists` where another request has the id, and with `TargetBusy` while another
  /// workflow captures the same request.
  Optional<SnapshotRecord> begin(SnapshotDraft draft, Predicate<String> isRunning);

  /// Writes the sidecar, then the row: the snapshot is `created`.
  ///
  /// @param workflowId must be the claim's; one that lost its claim is refused
  SnapshotRecord complete(SnapshotCompletion completion, String workflowId);

  /// Marks the workflow's own claim as `failed` and removes what sidecar there is. Harmless when
  /// there is no such claim: a snapshot that is `created` stands.
  void fail(SnapshotFailure failure, String workflowId);

  /// Fails with `SnapshotNotFound`, naming ids that look alike.
  SnapshotRecord find(String snapshotId);

  SnapshotList list(ListSnapshotsRequest request);

  /// The newest `created` snapshot of the same things on that host, safety snapshots aside.
  Optional<SnapshotRecord> newest(SnapshotSpec spec, String host);

  /// Keeps a snapshot whatever retention says, or lets go of that: sidecar, then row. Harmless when
  /// it is so already; fails with `SnapshotNotFound`, and with `SnapshotNotRestorable` where the
  /// snapshot is not `created`.
  SnapshotRecord hold(String snapshotId, boolean hold);

  /// All that retention judges, the newest first.
  List<Candidate> candidates(ApplyRetentionRequest request);

  /// Marks a snapshot as `deleting` and answers it.
  ///
  /// Refused are held snapshots (`InvalidRequest`) and the safety snapshot of a rollback under way
  /// (`TargetBusy`), both unless forced, and always a snapshot that is being captured or rolled
  /// back to (`TargetBusy`).
  SnapshotRecord beginDelete(DeleteSnapshotRequest request, Predicate<String> isRunning);

  /// Removes row and sidecar of a snapshot that is `deleting`; any other stands.
  void completeDelete(String snapshotId);

  /// Writes a rollback's row, new or changed. Once it has ended, no later write changes it. Fails
  /// with `SnapshotNotRestorable` where it would begin on a snapshot that is being deleted.
  void record(RollbackResult result);

  RollbackHistory rollbacks(RollbackHistoryRequest request);

  /// Fails with `InvalidRequest` where there is none.
  RollbackResult findRollback(String rollbackId);

  /// All that are recorded as running, the oldest first.
  List<RollbackResult> runningRollbacks();

  /// Takes all the targets or none, and keeps them until [#unlock]. A directory covers all beneath
  /// it. Fails with `TargetBusy`, naming the holder; a holder is never robbed here, see [#stale].
  ///
  /// @return a number higher than that of any earlier holder; the same when repeated
  FencingToken lock(TargetLock lock);

  /// Lets go of all that the rollback holds.
  void unlock(String rollbackId);

  /// Who holds what, by target.
  List<HeldLock> locks();

  /// The holders whose workflow has ended without letting go: work for a reconciler.
  List<StaleLock> stale(Predicate<String> isRunning);

  CatalogCounts counts();

  /// Makes a row of every sidecar that has none. A row that exists stands; where its sidecar says
  /// otherwise, the report says so. Damaged sidecars are named and passed over.
  RebuildReport rebuild();

  /// The sidecars that a rebuild would pass over, with why. Reads all of them.
  List<RebuildReport.Finding> damagedSidecars();
}
