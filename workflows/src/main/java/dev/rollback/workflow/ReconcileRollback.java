package dev.rollback.workflow;

import dev.rollback.contract.DescribeRollbackRequest;
import dev.rollback.contract.RollbackResult;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/// Ends a rollback whose workflow was terminated: puts back what it had begun, says so in its
/// record and lets go of its targets. Started by the worker that finds the targets held.
/// Workflow id `reconcile/<rollback_id>`.
@WorkflowInterface
public interface ReconcileRollback {
  @WorkflowMethod(name = "ReconcileRollback")
  RollbackResult reconcileRollback(DescribeRollbackRequest request);
}
