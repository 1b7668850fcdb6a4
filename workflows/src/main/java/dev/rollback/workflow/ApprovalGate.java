package dev.rollback.workflow;

import dev.rollback.contract.Approval;
import dev.rollback.contract.ApprovalDecision;
import dev.rollback.contract.FailureType;
import dev.rollback.contract.RollbackException;
import dev.rollback.contract.RollbackPlan;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Waits until a person agrees to a plan or refuses it.
final class ApprovalGate {
  private @Nullable RollbackPlan awaited;
  private @Nullable ApprovalDecision approval;
  private @Nullable ApprovalDecision rejection;

  /// @return who agreed
  /// @throws RollbackException `Rejected`, or `Timeout` when nobody decided
  String await(RollbackPlan plan, Approval terms) {
    awaited = plan;
    boolean decided =
        Workflow.await(
            Duration.ofSeconds(terms.timeoutOrDefault()),
            () -> approval != null || rejection != null);
    awaited = null;
    if (rejection != null) {
      String reason = rejection.reason() == null ? "" : ": " + rejection.reason();
      throw new RollbackException(
          FailureType.REJECTED, "%s rejected the plan%s.".formatted(rejection.by(), reason));
    }
    if (!decided || approval == null) {
      throw new RollbackException(
          FailureType.TIMEOUT,
          "Nobody approved the plan within %d s; nothing was changed. Ask again."
              .formatted(terms.timeoutOrDefault()));
    }
    return String.valueOf(approval.by());
  }

  /// @throws IllegalArgumentException whose message tells the person what to do
  void validate(@Nullable ApprovalDecision decision) {
    RollbackPlan plan = awaited;
    if (plan == null || approval != null || rejection != null) {
      throw new IllegalArgumentException("InvalidRequest: no approval is awaited.");
    }
    if (decision == null || decision.by() == null || decision.by().isBlank()) {
      throw new IllegalArgumentException("InvalidRequest: by is missing; say who decides.");
    }
    if (decision.fingerprint() != null && !decision.fingerprint().equals(plan.fingerprint())) {
      throw new IllegalArgumentException(
          "InvalidRequest: that is another plan; this one's fingerprint is %s."
              .formatted(plan.fingerprint()));
    }
  }

  void approve(ApprovalDecision decision) {
    approval = decision;
  }

  void reject(ApprovalDecision decision) {
    rejection = decision;
  }
}
