package dev.rollback.store.lease;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// What makes leases renew themselves.
interface Pulse {
  /// Runs the beat again and again until the answer is closed.
  Beating every(Duration period, Runnable beat);

  /// A beat that goes on.
  interface Beating extends AutoCloseable {
    /// Ends it. One that runs in this moment may still finish.
    @Override
    void close();
  }

  /// One thread for all leases of the process, which does not keep the process alive.
  static Pulse ofProcess() {
    return (period, beat) -> {
      long nanos = period.toNanos();
      Future<?> beating =
          Threads.RENEWAL.scheduleAtFixedRate(
              () -> Thread.ofVirtual().start(beat), nanos, nanos, TimeUnit.NANOSECONDS);
      return () -> beating.cancel(false);
    };
  }

  /// Made when the first lease is taken.
  final class Threads {
    private static final ScheduledExecutorService RENEWAL =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("store-leases").factory());

    private Threads() {}
  }
}
