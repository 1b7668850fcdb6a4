package dev.rollback.verify;

import dev.rollback.layer.Progress;
import java.time.Duration;

/// How much time a test has left, and whether it is still wanted.
final class Attempt {
  private static final Duration SLICE = Duration.ofSeconds(1);

  private final Timekeeper time;
  private final Progress progress;
  private final long deadline;

  Attempt(Timekeeper time, Progress progress, Duration limit) {
    this.time = time;
    this.progress = progress;
    this.deadline = time.nanos() + limit.toNanos();
  }

  /// What is left, never less than a millisecond.
  Duration left() {
    long nanos = deadline - time.nanos();
    return Duration.ofNanos(Math.max(nanos, 1_000_000));
  }

  /// The limit, or what is left where that is less.
  Duration atMost(Duration limit) {
    Duration left = left();
    return limit.compareTo(left) < 0 ? limit : left;
  }

  /// @throws dev.rollback.layer.WorkStopped where the test is no longer wanted
  void pulse() {
    progress.report("verifying", 0, 0);
  }

  void sleep(Duration duration) throws InterruptedException {
    Duration left = duration;
    while (left.isPositive()) {
      pulse();
      Duration slice = left.compareTo(SLICE) < 0 ? left : SLICE;
      time.sleep(slice);
      left = left.minus(slice);
    }
  }
}
