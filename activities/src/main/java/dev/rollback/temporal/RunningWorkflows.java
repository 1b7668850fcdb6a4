package dev.rollback.temporal;

import dev.rollback.contract.DescribeRollbackRequest;
import dev.rollback.workflow.ReconcileRollback;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;

/// Whether the workflows that hold claims and targets still run, and who cleans up after those that
/// do not.
public final class RunningWorkflows {
  private final WorkflowClient client;
  private final String taskQueue;

  public RunningWorkflows(WorkflowClient client, String taskQueue) {
    this.client = client;
    this.taskQueue = taskQueue;
  }

  /// Only a workflow that the server knows to have ended, or does not know at all, is not running.
  boolean isRunning(String workflowId) {
    try {
      return client.newUntypedWorkflowStub(workflowId).describe().getStatus()
          == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
    } catch (WorkflowNotFoundException e) {
      return false;
    } catch (StatusRuntimeException e) {
      return e.getStatus().getCode() != Status.Code.NOT_FOUND;
    }
  }

  /// Sees to it that a rollback whose workflow was terminated is settled; harmless when that is
  /// under way.
  void reconcile(String rollbackId) {
    ReconcileRollback reconciler =
        client.newWorkflowStub(
            ReconcileRollback.class,
            WorkflowOptions.newBuilder()
                .setTaskQueue(taskQueue)
                .setWorkflowId("reconcile/" + rollbackId)
                .setWorkflowIdConflictPolicy(
                    WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
                .setStaticSummary("Settle rollback " + rollbackId + ", which was terminated")
                .build());
    WorkflowClient.start(reconciler::reconcileRollback, new DescribeRollbackRequest(rollbackId));
  }
}
