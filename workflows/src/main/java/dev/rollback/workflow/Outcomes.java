package dev.rollback.workflow;

import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Waits for work done side by side until the last of it has ended, however the first ended.
final class Outcomes {
  private Outcomes() {}

  /// @throws TemporalFailure the first failure that is not itself a consequence of cancelling
  static void awaitAll(List<Promise<Void>> running) {
    TemporalFailure first = firstFailure(running);
    if (first != null) {
      throw first;
    }
  }

  /// As [#awaitAll]; failures are logged and passed over.
  static void awaitAllQuietly(List<Promise<Void>> running) {
    TemporalFailure first = firstFailure(running);
    if (first != null) {
      Workflow.getLogger(Outcomes.class).warn("Cleaning up is not complete", first);
    }
  }

  private static @Nullable TemporalFailure firstFailure(List<Promise<Void>> running) {
    TemporalFailure first = null;
    for (Promise<Void> each : running) {
      TemporalFailure failure = failureOf(each);
      if (failure != null && (first == null || (isCancel(first) && !isCancel(failure)))) {
        first = failure;
      }
    }
    return first;
  }

  private static @Nullable TemporalFailure failureOf(Promise<Void> each) {
    // Not get(): that would stop waiting when the workflow is cancelled, while work still goes on.
    Workflow.newDetachedCancellationScope(() -> Workflow.await(each::isCompleted)).run();
    RuntimeException failure = each.getFailure();
    if (failure == null || failure instanceof TemporalFailure) {
      return (TemporalFailure) failure;
    }
    throw failure;
  }

  static boolean isCancel(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof CanceledFailure) {
        return true;
      }
    }
    return false;
  }
}
