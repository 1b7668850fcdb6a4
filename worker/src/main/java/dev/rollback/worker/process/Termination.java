package dev.rollback.worker.process;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Lets a process end in good order on SIGTERM and Ctrl-C: the work under way is interrupted, and
/// the machine's end waits until it has cleaned up.
final class Termination {
  private final CountDownLatch requested = new CountDownLatch(1);
  private final CountDownLatch finished = new CountDownLatch(1);
  private final Thread worker = Thread.currentThread();
  private volatile int code = 1;

  private Termination() {}

  /// Runs the work in this thread. Where a signal ends it, the process ends with the code that the
  /// work answers, and with 1 where it has not answered within `limit`.
  static int run(Duration limit, Work work) throws Exception {
    Termination termination = new Termination();
    Thread hook = new Thread(() -> termination.end(limit), "termination");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      termination.code = work.run(termination);
      return termination.code;
    } finally {
      termination.finished.countDown();
      termination.forget(hook);
    }
  }

  /// What is done until a signal comes.
  @FunctionalInterface
  interface Work {
    int run(Termination termination) throws Exception;
  }

  /// Returns when the process is asked to end.
  void await() {
    try {
      requested.await();
    } catch (InterruptedException _) {
      // The signal itself interrupts: there is nothing more to wait for.
    }
  }

  boolean isRequested() {
    return requested.getCount() == 0;
  }

  /// Does what must be done whole, whether or not a signal came: the interruption is put off.
  static <T> T undisturbed(Callable<T> work) throws Exception {
    boolean interrupted = Thread.interrupted();
    try {
      return work.call();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void end(Duration limit) {
    worker.interrupt();
    requested.countDown();
    boolean inTime = false;
    try {
      inTime = finished.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(inTime ? code : 1);
  }

  private void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException _) {
      // The process is ending already, and the hook with it.
    }
  }
}
