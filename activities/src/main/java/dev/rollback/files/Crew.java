package dev.rollback.files;

import dev.rollback.store.StoreException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountedCompleter;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Several threads that do one piece of work, each with tools of its own. The first failure stops
/// all of them and is what the caller gets.
///
/// @param <T> what each thread works with
final class Crew<T extends Crew.Tools> implements AutoCloseable {
  private static final int MOST_THREADS = 8;

  private final ForkJoinPool threads;
  private final ConcurrentHashMap<Thread, T> own = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<T> all = new ConcurrentLinkedQueue<>();
  private final Supplier<T> maker;
  private final FileProgress progress;
  private final String phase;
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final AtomicLong done = new AtomicLong();
  private final ReentrantLock telling = new ReentrantLock();

  /// What one thread works with.
  interface Tools {
    /// Gives it back; what is still in it is written.
    void close() throws StoreException;
  }

  /// @param phase what the progress is called
  Crew(Supplier<T> maker, FileProgress progress, String phase) {
    this.threads =
        new ForkJoinPool(Math.clamp(Runtime.getRuntime().availableProcessors(), 1, MOST_THREADS));
    this.maker = maker;
    this.progress = progress;
    this.phase = phase;
  }

  /// One step of the work; never throws.
  abstract static class Task extends CountedCompleter<Void> {
    private static final long serialVersionUID = 1L;

    private final transient Crew<?> crew;

    Task(@Nullable Task above, Crew<?> crew) {
      super(above);
      this.crew = crew;
    }

    /// What to do. Further tasks are begun by [#begin].
    abstract void work() throws Exception;

    /// What to do when all tasks that were begun beneath are finished.
    void finish() throws Exception {}

    final void begin(Task beneath) {
      addToPendingCount(1);
      var _ = beneath.fork();
    }

    @Override
    public final void compute() {
      crew.attempt(this::work);
      tryComplete();
    }

    @Override
    public final void onCompletion(CountedCompleter<?> last) {
      crew.attempt(this::finish);
    }
  }

  @FunctionalInterface
  private interface Action {
    void run() throws Exception;
  }

  private void attempt(Action action) {
    if (failure.get() != null) {
      return;
    }
    try {
      action.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      failure.compareAndSet(null, e);
    } catch (Exception | Error e) {
      failure.compareAndSet(null, e);
    }
  }

  /// Does a task and all that it begins.
  ///
  /// @throws RuntimeException the first failure
  void run(Task task) throws StoreException {
    threads.invoke(task);
    rethrow();
  }

  private void rethrow() throws StoreException {
    Throwable first = failure.get();
    switch (first) {
      case null -> {}
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case StoreException e -> throw e;
      case SystemFailure e -> throw Failures.of(e);
      default -> throw new IllegalStateException(first);
    }
  }

  /// This thread's tools.
  T tools() {
    return own.computeIfAbsent(
        Thread.currentThread(),
        _ -> {
          T made = maker.get();
          all.add(made);
          return made;
        });
  }

  /// Tells that one more thing is done.
  void tick() {
    long count = done.incrementAndGet();
    if (telling.tryLock()) {
      try {
        progress.report(phase, count, 0);
      } finally {
        telling.unlock();
      }
    }
  }

  /// Whether somebody failed and the work is of no use any more.
  boolean stopped() {
    return failure.get() != null;
  }

  /// Gives back all tools. Comes before what they wrote is relied on.
  void rest() throws StoreException {
    T tools = all.poll();
    while (tools != null) {
      tools.close();
      tools = all.poll();
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
