package dev.rollback.workflow;

import dev.rollback.contract.ApprovalDecision;
import dev.rollback.contract.ExecuteRollbackRequest;
import dev.rollback.contract.RollbackException;
import dev.rollback.contract.RollbackPlan;
import dev.rollback.contract.RollbackProgress;
import dev.rollback.contract.RollbackResult;
import io.temporal.workflow.Workflow;
import org.jspecify.annotations.Nullable;

final class ExecuteRollbackImpl implements ExecuteRollback {
  private final ApprovalGate gate = new ApprovalGate();
  private @Nullable RollbackCourse course;

  @Override
  public RollbackResult executeRollback(@Nullable ExecuteRollbackRequest request) {
    try {
      course = new RollbackCourse(Requests.required(request), gate);
    } catch (RollbackException e) {
      throw Failures.of(e);
    }
    RollbackResult result = course.follow();
    Workflow.await(Workflow::isEveryHandlerFinished);
    return result;
  }

  @Override
  public RollbackProgress progress() {
    return state().progress();
  }

  @Override
  public @Nullable RollbackPlan plan() {
    return state().plan();
  }

  @Override
  public RollbackResult result() {
    return state().result();
  }

  private RollbackState state() {
    if (course == null) {
      throw new IllegalStateException("The rollback has not begun.");
    }
    return course.state();
  }

  @Override
  public RollbackProgress approve(ApprovalDecision decision) {
    gate.approve(decision);
    return state().progress();
  }

  @Override
  public void validateApprove(ApprovalDecision decision) {
    gate.validate(decision);
  }

  @Override
  public RollbackProgress reject(ApprovalDecision decision) {
    gate.reject(decision);
    return state().progress();
  }

  @Override
  public void validateReject(ApprovalDecision decision) {
    gate.validate(decision);
  }
}
