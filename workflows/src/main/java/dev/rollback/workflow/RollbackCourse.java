package dev.rollback.workflow;

import dev.rollback.contract.ExecuteRollbackRequest;
import dev.rollback.contract.FailureType;
import dev.rollback.contract.RestoreOutcome;
import dev.rollback.contract.RollbackException;
import dev.rollback.contract.RollbackResult;
import dev.rollback.contract.RollbackStatus;
import dev.rollback.contract.SnapshotRecord;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A rollback from its first step to its recorded end, whatever comes between: success, failure,
/// timeout or cancelling.
final class RollbackCourse {
  private static final long DEFAULT_SECONDS = 86_400;

  private final ExecuteRollbackRequest request;
  private final RollbackState state;
  private final RollbackLedger ledger = new RollbackLedger();
  private final RollbackRun run;
  private boolean timedOut;

  RollbackCourse(ExecuteRollbackRequest request, ApprovalGate gate) {
    this.request = request;
    this.state = new RollbackState(RollbackNaming.id(request), request);
    this.run = new RollbackRun(request, state, gate, ledger);
  }

  RollbackState state() {
    return state;
  }

  RollbackResult follow() {
    try {
      withinTime(this::steps);
      return state.result();
    } catch (TemporalFailure failure) {
      return failed(failure, why(failure));
    } catch (RollbackException e) {
      return failed(null, e);
    }
  }

  private void steps() {
    run.look();
    if (request.plansOnly()) {
      state.ended(RollbackStatus.PLANNED, false, null);
      return;
    }
    run.act();
    state.ended(RollbackStatus.COMPLETED, false, null);
    Workflow.newDetachedCancellationScope(this::finish).run();
  }

  /// Cancels the steps when the request's time is over.
  private void withinTime(Runnable steps) {
    CancellationScope work = Workflow.newCancellationScope(steps);
    CancellationScope clock =
        Workflow.newCancellationScope(
            () -> Workflow.newTimer(Duration.ofSeconds(seconds())).thenApply(over -> expire(work)));
    clock.run();
    try {
      work.run();
    } finally {
      clock.cancel();
    }
  }

  private boolean expire(CancellationScope work) {
    timedOut = true;
    work.cancel("timeout");
    return true;
  }

  private long seconds() {
    Long asked = request.timeout();
    return asked == null ? DEFAULT_SECONDS : asked;
  }

  private RollbackException why(TemporalFailure failure) {
    if (timedOut && Outcomes.isCancel(failure)) {
      return new RollbackException(
          FailureType.TIMEOUT,
          "Rollback %s did not end within %d s.".formatted(state.rollbackId, seconds()));
    }
    return Failures.translate(failure);
  }

  private RollbackResult failed(@Nullable TemporalFailure failure, RollbackException why) {
    boolean cancelled = failure != null && !timedOut && Outcomes.isCancel(failure);
    Workflow.newDetachedCancellationScope(() -> settle(why, cancelled)).run();
    RollbackResult result = state.result();
    if (cancelled) {
      throw new CanceledFailure(
          "Rollback %s was cancelled: %s".formatted(state.rollbackId, result.error()));
    }
    FailureType type =
        FailureType.ofWireName(String.valueOf(result.errorType())).orElse(FailureType.INTERNAL);
    throw Failures.of(new RollbackException(type, String.valueOf(result.error())), result);
  }

  /// Puts back what was begun, if that is wanted and possible, and says truly what is left.
  private void settle(RollbackException why, boolean cancelled) {
    SnapshotRecord safety = run.safety();
    if (run.begun().isEmpty()) {
      state.ended(RollbackStatus.FAILED, false, why);
    } else if (safety == null) {
      state.ended(RollbackStatus.PARTIAL, false, Endings.cannotRevert(why));
    } else if (!request.revertsOnFailure() && !cancelled) {
      state.ended(RollbackStatus.PARTIAL, false, Endings.left(why, safety));
    } else {
      revert(why, safety);
    }
    if (!request.plansOnly()) {
      finish();
    }
  }

  private void revert(RollbackException why, SnapshotRecord safety) {
    state.phase("reverting");
    try {
      new Reverting(state.rollbackId, this::reverted).revert(run.begun(), safety);
      state.ended(RollbackStatus.FAILED, true, Endings.reverted(why));
    } catch (RollbackException revertFailure) {
      state.ended(RollbackStatus.PARTIAL, false, Endings.revertFailed(why, revertFailure, safety));
    }
  }

  private void reverted(@Nullable String member, RestoreOutcome outcome) {
    state.detail("rollback_revert", outcome.method(), member, Restoring.told(outcome));
  }

  private void finish() {
    ledger.record(state);
    ledger.unlock(state);
  }
}
