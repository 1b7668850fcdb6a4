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
import dev.rollback.contract.StatusRequest;
import dev.rollback.workflow.ApplyRetention;
import dev.rollback.workflow.CheckStore;
import dev.rollback.workflow.CreateSnapshot;
import dev.rollback.workflow.DeleteSnapshot;
import dev.rollback.workflow.DescribeRollback;
import dev.rollback.workflow.DescribeSnapshot;
import dev.rollback.workflow.DiffSnapshots;
import dev.rollback.workflow.ExecuteRollback;
import dev.rollback.workflow.GetRollbackHistory;
import dev.rollback.workflow.HoldSnapshot;
import dev.rollback.workflow.ListFiles;
import dev.rollback.workflow.ListSnapshots;
import dev.rollback.workflow.PruneStore;
import dev.rollback.workflow.RestoreFiles;
import dev.rollback.workflow.RollbackManager;
import dev.rollback.workflow.Status;
import io.temporal.client.WorkflowClient;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// The command line's requests as workflows, started through their typed interfaces.
public final class TemporalClient implements Client {
  private final Connection connection;
  private final WorkflowClient workflows;
  private final Starter starter;
  private final String taskQueue;

  private TemporalClient(Connection connection, Address address, Watch watch) {
    this.connection = connection;
    this.workflows = connection.client();
    this.starter = new Starter(connection, address.taskQueue(), watch);
    this.taskQueue = address.taskQueue();
  }

  /// @throws WorkFailed within five seconds when Temporal does not answer
  public static Client open(Address address, Watch watch) {
    return new TemporalClient(Connection.open(address), address, watch);
  }

  @Override
  public Work<SnapshotRecord> create(CreateSnapshotRequest request) {
    CreateSnapshot stub =
        workflows.newWorkflowStub(
            CreateSnapshot.class,
            starter.repeatable(
                WorkflowIds.snapshot(request.snapshotId()),
                "Snapshot of " + request.config().type().wireName()));
    return starter.attach(
        stub,
        () -> WorkflowClient.start(stub::createSnapshot, request),
        SnapshotRecord.class,
        request,
        "SnapshotExists");
  }

  @Override
  public Work<RollbackResult> rollback(ExecuteRollbackRequest request) {
    ExecuteRollback stub =
        workflows.newWorkflowStub(
            ExecuteRollback.class,
            starter.once(
                WorkflowIds.rollback(request.rollbackId()),
                (request.plansOnly() ? "Plan to roll back to " : "Rollback to ")
                    + request.snapshotId()));
    return starter.attach(
        stub,
        () -> WorkflowClient.start(stub::executeRollback, request),
        RollbackResult.class,
        request,
        "InvalidRequest");
  }

  @Override
  public Work<DeleteSnapshotResult> delete(DeleteSnapshotRequest request) {
    DeleteSnapshot stub =
        workflows.newWorkflowStub(
            DeleteSnapshot.class,
            starter.repeatable(
                "delete/" + request.snapshotId(), "Delete snapshot " + request.snapshotId()));
    return starter.attach(
        stub,
        () -> WorkflowClient.start(stub::deleteSnapshot, request),
        DeleteSnapshotResult.class,
        request,
        "InvalidRequest");
  }

  @Override
  public Work<SnapshotRecord> hold(HoldSnapshotRequest request) {
    HoldSnapshot stub = workflows.newWorkflowStub(HoldSnapshot.class, starter.brief("hold"));
    return starter.read(
        stub, () -> WorkflowClient.start(stub::holdSnapshot, request), SnapshotRecord.class);
  }

  @Override
  public Work<RetentionResult> retain(ApplyRetentionRequest request) {
    ApplyRetention stub =
        workflows.newWorkflowStub(
            ApplyRetention.class, starter.fresh("retention", "Judge which snapshots stay"));
    return starter.start(
        stub, () -> WorkflowClient.start(stub::applyRetention, request), RetentionResult.class);
  }

  @Override
  public Work<SnapshotDiff> diff(DiffSnapshotsRequest request) {
    DiffSnapshots stub =
        workflows.newWorkflowStub(
            DiffSnapshots.class, starter.fresh("diff", "Compare " + request.snapshotId()));
    return starter.start(
        stub, () -> WorkflowClient.start(stub::diffSnapshots, request), SnapshotDiff.class);
  }

  @Override
  public Work<FileList> files(ListFilesRequest request) {
    ListFiles stub =
        workflows.newWorkflowStub(
            ListFiles.class, starter.fresh("files", "List files of " + request.snapshotId()));
    return starter.start(
        stub, () -> WorkflowClient.start(stub::listFiles, request), FileList.class);
  }

  @Override
  public Work<RestoreFilesResult> restore(RestoreFilesRequest request) {
    RestoreFiles stub =
        workflows.newWorkflowStub(
            RestoreFiles.class,
            starter.fresh(
                "restore", "Lay %s down in %s".formatted(request.snapshotId(), request.to())));
    return starter.start(
        stub, () -> WorkflowClient.start(stub::restoreFiles, request), RestoreFilesResult.class);
  }

  @Override
  public Schedules schedules() {
    return new TemporalSchedules(connection, taskQueue);
  }

  @Override
  public Work<CheckStoreResult> check(CheckStoreRequest request) {
    CheckStore stub =
        workflows.newWorkflowStub(CheckStore.class, starter.fresh("check", "Check the store"));
    return starter.start(
        stub, () -> WorkflowClient.start(stub::checkStore, request), CheckStoreResult.class);
  }

  @Override
  public Work<PruneStoreResult> prune(PruneStoreRequest request) {
    PruneStore stub =
        workflows.newWorkflowStub(PruneStore.class, starter.fresh("prune", "Prune the store"));
    return starter.start(
        stub, () -> WorkflowClient.start(stub::pruneStore, request), PruneStoreResult.class);
  }

  @Override
  @SuppressWarnings("unchecked")
  public Work<Map<String, Object>> process(Object config) {
    RollbackManager stub =
        workflows.newWorkflowStub(
            RollbackManager.class, starter.fresh("process", "A request to the rollback manager"));
    Class<?> dictionary = Map.class;
    return starter.start(
        stub,
        () -> WorkflowClient.start(stub::process, config),
        (Class<Map<String, Object>>) dictionary);
  }

  @Override
  public Work<SnapshotList> list(ListSnapshotsRequest request) {
    ListSnapshots stub = workflows.newWorkflowStub(ListSnapshots.class, starter.brief("list"));
    return starter.read(
        stub, () -> WorkflowClient.start(stub::listSnapshots, request), SnapshotList.class);
  }

  @Override
  public Work<RollbackHistory> history(RollbackHistoryRequest request) {
    GetRollbackHistory stub =
        workflows.newWorkflowStub(GetRollbackHistory.class, starter.brief("history"));
    return starter.read(
        stub, () -> WorkflowClient.start(stub::rollbackHistory, request), RollbackHistory.class);
  }

  @Override
  public Work<SnapshotRecord> describe(DescribeSnapshotRequest request) {
    DescribeSnapshot stub =
        workflows.newWorkflowStub(DescribeSnapshot.class, starter.brief("show"));
    return starter.read(
        stub, () -> WorkflowClient.start(stub::describeSnapshot, request), SnapshotRecord.class);
  }

  @Override
  public Work<RollbackResult> describe(DescribeRollbackRequest request) {
    DescribeRollback stub =
        workflows.newWorkflowStub(DescribeRollback.class, starter.brief("describe"));
    return starter.read(
        stub, () -> WorkflowClient.start(stub::describeRollback, request), RollbackResult.class);
  }

  @Override
  public Work<StatusReport> status() {
    Status stub = workflows.newWorkflowStub(Status.class, starter.brief("status"));
    return starter.read(
        stub, () -> WorkflowClient.start(stub::status, new StatusRequest()), StatusReport.class);
  }

  @Override
  public Work<SnapshotRecord> creation(String snapshotId) {
    return starter.existing(WorkflowIds.snapshot(snapshotId), SnapshotRecord.class);
  }

  @Override
  public Work<RollbackResult> execution(String rollbackId) {
    return starter.existing(WorkflowIds.rollback(rollbackId), RollbackResult.class);
  }

  @Override
  public RollbackProgress approve(String rollbackId, ApprovalDecision decision) {
    return asked(rollbackId, () -> rollbackStub(rollbackId).approve(decision));
  }

  @Override
  public RollbackProgress reject(String rollbackId, ApprovalDecision decision) {
    return asked(rollbackId, () -> rollbackStub(rollbackId).reject(decision));
  }

  @Override
  public void cancel(String workflowId, String reason) {
    asked(
        workflowId,
        () -> {
          workflows.newUntypedWorkflowStub(workflowId).cancel(reason);
          return workflowId;
        });
  }

  @Override
  public List<RecordedRun> audit(String workflowId) {
    return asked(workflowId, () -> new Recordings(connection).of(workflowId));
  }

  private ExecuteRollback rollbackStub(String rollbackId) {
    return workflows.newWorkflowStub(ExecuteRollback.class, WorkflowIds.rollback(rollbackId));
  }

  private static <T> T asked(String id, Supplier<T> question) {
    try {
      return question.get();
    } catch (RuntimeException e) {
      throw Failures.read(e, id, null);
    }
  }

  @Override
  public void close() {
    connection.close();
  }
}
