package dev.rollback.workflow;

import io.temporal.common.converter.DataConverterException;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkflowImplementationOptions;
import java.util.List;

/// All workflows, for a worker to serve.
public final class Workflows {
  private Workflows() {}

  /// The workflow types that callers may start.
  public static List<String> types() {
    return List.of(
        "CreateSnapshot",
        "ExecuteRollback",
        "ListSnapshots",
        "GetRollbackHistory",
        "Status",
        "RollbackManager",
        "DescribeSnapshot",
        "DescribeRollback",
        "DeleteSnapshot",
        "CheckStore",
        "ReconcileRollback");
  }

  /// Makes a worker serve all of them. Its client must use a [RequestDataConverter].
  public static void register(Worker worker) {
    var options =
        WorkflowImplementationOptions.newBuilder()
            .setFailWorkflowExceptionTypes(DataConverterException.class)
            .build();
    worker.registerWorkflowImplementationFactory(
        CreateSnapshot.class, CreateSnapshotImpl::new, options);
    worker.registerWorkflowImplementationFactory(
        ExecuteRollback.class, ExecuteRollbackImpl::new, options);
    worker.registerWorkflowImplementationFactory(
        ListSnapshots.class, ListSnapshotsImpl::new, options);
    worker.registerWorkflowImplementationFactory(
        GetRollbackHistory.class, GetRollbackHistoryImpl::new, options);
    worker.registerWorkflowImplementationFactory(Status.class, StatusImpl::new, options);
    worker.registerWorkflowImplementationFactory(
        RollbackManager.class, RollbackManagerImpl::new, options);
    worker.registerWorkflowImplementationFactory(
        DescribeSnapshot.class, DescribeSnapshotImpl::new, options);
    worker.registerWorkflowImplementationFactory(
        DescribeRollback.class, DescribeRollbackImpl::new, options);
    worker.registerWorkflowImplementationFactory(
        DeleteSnapshot.class, DeleteSnapshotImpl::new, options);
    worker.registerWorkflowImplementationFactory(CheckStore.class, CheckStoreImpl::new, options);
    worker.registerWorkflowImplementationFactory(
        ReconcileRollback.class, ReconcileRollbackImpl::new, options);
    worker.registerWorkflowImplementationFactory(
        io.temporal.workflow.DynamicWorkflow.class, UnknownWorkflow::new, options);
  }
}
