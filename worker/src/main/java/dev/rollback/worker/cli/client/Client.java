package dev.rollback.worker.cli.client;

import dev.rollback.contract.ApplyRetentionRequest;
import dev.rollback.contract.ApprovalDecision;
import dev.rollback.contract.CheckStoreRequest;
import dev.rollback.contract.CheckStoreResult;
import dev.rollback.contract.CreateSnapshotRequest;
import dev.rollback.contract.DeleteSnapshotRequest;
import dev.rollback.contract.DeleteSnapshotResult;
import dev.rollback.contract.DescribeRollbackRequest;
import dev.rollback.contract.DescribeSnapshotRequest;
import dev.rollback.contract.DiffSnapshotsRequest;
import dev.rollback.contract.ExecuteRollbackRequest;
import dev.rollback.contract.FileList;
import dev.rollback.contract.HoldSnapshotRequest;
import dev.rollback.contract.ListFilesRequest;
import dev.rollback.contract.ListSnapshotsRequest;
import dev.rollback.contract.PruneStoreRequest;
import dev.rollback.contract.PruneStoreResult;
import dev.rollback.contract.RestoreFilesRequest;
import dev.rollback.contract.RestoreFilesResult;
import dev.rollback.contract.RetentionResult;
import dev.rollback.contract.RollbackHistory;
import dev.rollback.contract.RollbackHistoryRequest;
import dev.rollback.contract.RollbackProgress;
import dev.rollback.contract.RollbackResult;
import dev.rollback.contract.SnapshotDiff;
import dev.rollback.contract.SnapshotList;
import dev.rollback.contract.SnapshotRecord;
import dev.rollback.contract.StatusReport;
import java.util.List;
import java.util.Map;

/// An open connection to an installation. Every call may throw [WorkFailed].
///
/// Starting what is under way already under the same id attaches to it; the ids are the contract's.
public interface Client extends AutoCloseable {
  Work<SnapshotRecord> create(CreateSnapshotRequest request);

  /// Starts a rollback under its id, which the request must have.
  Work<RollbackResult> rollback(ExecuteRollbackRequest request);

  Work<DeleteSnapshotResult> delete(DeleteSnapshotRequest request);

  Work<SnapshotRecord> hold(HoldSnapshotRequest request);

  Work<RetentionResult> retain(ApplyRetentionRequest request);

  Work<SnapshotDiff> diff(DiffSnapshotsRequest request);

  Work<FileList> files(ListFilesRequest request);

  Work<RestoreFilesResult> restore(RestoreFilesRequest request);

  /// Snapshots that Temporal takes by itself.
  Schedules schedules();

  Work<CheckStoreResult> check(CheckStoreRequest request);

  Work<PruneStoreResult> prune(PruneStoreRequest request);

  /// Sends a request with its `action` through the one door, as it stands.
  Work<Map<String, Object>> process(Object config);

  Work<SnapshotList> list(ListSnapshotsRequest request);

  Work<RollbackHistory> history(RollbackHistoryRequest request);

  Work<SnapshotRecord> describe(DescribeSnapshotRequest request);

  Work<RollbackResult> describe(DescribeRollbackRequest request);

  Work<StatusReport> status();

  /// The creation of a snapshot that was started before.
  Work<SnapshotRecord> creation(String snapshotId);

  /// A rollback that was started before.
  Work<RollbackResult> execution(String rollbackId);

  RollbackProgress approve(String rollbackId, ApprovalDecision decision);

  RollbackProgress reject(String rollbackId, ApprovalDecision decision);

  /// Asks a workflow to stop; it still releases and records.
  void cancel(String workflowId, String reason);

  /// The recorded history of a workflow's runs and of all that they started, as far as Temporal has
  /// it still; empty for a workflow that it does not know.
  List<RecordedRun> audit(String workflowId);

  @Override
  void close();
}
