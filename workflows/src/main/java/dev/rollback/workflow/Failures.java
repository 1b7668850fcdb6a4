package dev.rollback.workflow;

import dev.rollback.contract.FailureType;
import dev.rollback.contract.RollbackException;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.failure.TimeoutFailure;
import org.jspecify.annotations.Nullable;

/// Between what Temporal throws in a workflow and what the contract says.
final class Failures {
  private Failures() {}

  /// Ends a workflow with the contract's type, and the full result as details where there is one.
  static ApplicationFailure of(RollbackException e, Object... details) {
    return ApplicationFailure.newBuilder()
        .setMessage(e.sentence())
        .setType(e.type().wireName())
        .setNonRetryable(true)
        .setDetails(details)
        .build();
  }

  /// What went wrong in an activity or a child workflow, in the contract's words.
  static RollbackException translate(TemporalFailure failure) {
    Throwable cause = failure;
    while (cause instanceof ActivityFailure || cause instanceof ChildWorkflowFailure) {
      cause = cause.getCause();
    }
    return switch (cause) {
      case ApplicationFailure application -> ofApplication(application);
      case TimeoutFailure timeout -> ofTimeout(failure, timeout);
      case CanceledFailure ignored ->
          new RollbackException(FailureType.TIMEOUT, "The work was cancelled.");
      case null, default ->
          new RollbackException(
              FailureType.INTERNAL, String.valueOf(failure.getMessage()), failure);
    };
  }

  private static RollbackException ofApplication(ApplicationFailure failure) {
    FailureType type =
        FailureType.ofWireName(String.valueOf(failure.getType())).orElse(FailureType.INTERNAL);
    return new RollbackException(type, String.valueOf(failure.getOriginalMessage()));
  }

  private static RollbackException ofTimeout(TemporalFailure failure, TimeoutFailure timeout) {
    String what =
        failure instanceof ActivityFailure activity ? activity.getActivityType() : "The work";
    String why =
        switch (timeout.getTimeoutType()) {
          case TIMEOUT_TYPE_SCHEDULE_TO_START ->
              "no worker of the host that owns the target took it; start the worker there";
          case TIMEOUT_TYPE_HEARTBEAT -> "the worker stopped answering";
          default -> "it did not end in time; ask again with a longer timeout";
        };
    RollbackException last = lastFailure(timeout);
    return last != null
        ? last
        : new RollbackException(FailureType.TIMEOUT, "%s timed out: %s.".formatted(what, why));
  }

  /// An activity that Temporal tried again until its time was over failed for the last attempt's
  /// reason.
  private static @Nullable RollbackException lastFailure(TimeoutFailure timeout) {
    return timeout.getCause() instanceof ApplicationFailure last ? ofApplication(last) : null;
  }
}
