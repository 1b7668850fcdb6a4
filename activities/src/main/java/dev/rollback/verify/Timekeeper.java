package dev.rollback.verify;

import java.time.Duration;

/// Time as tests see it pass: a reading that only grows, and a way to wait.
public interface Timekeeper {
  /// The machine's own time.
  Timekeeper SYSTEM =
      new Timekeeper() {
        @Override
        public long nanos() {
          return System.nanoTime();
        }

        @Override
        public void sleep(Duration duration) throws InterruptedException {
          Thread.sleep(duration);
        }
      };

  /// Nanoseconds since some moment.
  long nanos();

  void sleep(Duration duration) throws InterruptedException;
}
