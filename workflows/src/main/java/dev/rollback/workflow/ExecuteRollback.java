package dev.rollback.workflow;

import dev.rollback.contract.ApprovalDecision;
import dev.rollback.contract.ExecuteRollbackRequest;
import dev.rollback.contract.RollbackPlan;
import dev.rollback.contract.RollbackProgress;
import dev.rollback.contract.RollbackResult;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.UpdateValidatorMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.jspecify.annotations.Nullable;

/// Puts the targets of a snapshot back, proves it and records it. Workflow id
/// `rollback/<rollback_id>`.
///
/// Fails on anything but success, with a type of the contract and the full [RollbackResult] as
/// details. Cancelling reverts what was begun, releases every lock, and ends as cancelled.
@WorkflowInterface
public interface ExecuteRollback {
  @WorkflowMethod(name = "ExecuteRollback")
  RollbackResult executeRollback(ExecuteRollbackRequest request);

  /// Where it is now.
  @QueryMethod(name = "progress")
  RollbackProgress progress();

  /// The plan, or null before there is one.
  @QueryMethod(name = "plan")
  @Nullable RollbackPlan plan();

  /// The result so far; final once the workflow has ended.
  @QueryMethod(name = "result")
  RollbackResult result();

  /// Agrees to the plan. Refused where no approval is awaited, or another plan was read.
  @UpdateMethod(name = "approve")
  RollbackProgress approve(ApprovalDecision decision);

  @UpdateValidatorMethod(updateName = "approve")
  void validateApprove(ApprovalDecision decision);

  /// Refuses the plan: the rollback ends with `Rejected`, nothing changed.
  @UpdateMethod(name = "reject")
  RollbackProgress reject(ApprovalDecision decision);

  @UpdateValidatorMethod(updateName = "reject")
  void validateReject(ApprovalDecision decision);
}
