package dev.rollback.temporal;

import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import java.util.function.Function;
import java.util.function.Supplier;

/// Runs an activity's work and translates what it throws.
final class Translated {
  private Translated() {}

  /// An `Error` is translated too: Temporal would try again what overflows the stack, without end.
  static <R> R of(Supplier<R> work) {
    try {
      return work.get();
    } catch (RuntimeException | Error e) {
      int attempt = Activity.getExecutionContext().getInfo().getAttempt();
      throw FailureTranslator.translate(e, attempt);
    }
  }

  static void run(Runnable work) {
    var _ =
        of(
            () -> {
              work.run();
              return Boolean.TRUE;
            });
  }

  /// Work that takes long: it heartbeats by itself.
  static <R> R working(Function<HeartbeatProgress, R> work) {
    ActivityExecutionContext context = Activity.getExecutionContext();
    return of(
        () -> {
          try (var progress = new HeartbeatProgress(context)) {
            return work.apply(progress);
          }
        });
  }
}
