package dev.rollback.temporal;

import dev.rollback.layer.Progress;
import dev.rollback.layer.WorkStopped;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCompletionException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Tells Temporal about each second that an engine is alive, also while it is deep in one long
/// step, and stops the engine at its next report once the work is no longer wanted.
final class HeartbeatProgress implements Progress, AutoCloseable {
  private static final Duration EVERY = Duration.ofSeconds(1);

  private final ActivityExecutionContext context;
  private final ScheduledExecutorService beats;
  private final AtomicReference<Beat> last = new AtomicReference<>(new Beat("started", 0, 0, null));
  private volatile @Nullable ActivityCompletionException ended;

  /// What a heartbeat carries.
  record Beat(String phase, long done, long total, @Nullable String cursor) {}

  HeartbeatProgress(ActivityExecutionContext context) {
    this.context = context;
    this.beats =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("heartbeat").factory());
    long every = EVERY.toMillis();
    // Work that ends within the first second costs the server no call.
    var _ = beats.scheduleAtFixedRate(this::beat, every, every, TimeUnit.MILLISECONDS);
  }

  private void beat() {
    if (ended != null) {
      return;
    }
    try {
      context.heartbeat(last.get());
    } catch (ActivityCompletionException e) {
      ended = e;
    } catch (RuntimeException e) {
      // The server does not answer now; the next beat may reach it.
    }
  }

  @Override
  public void report(String phase, long done, long total, @Nullable String cursor) {
    last.set(new Beat(phase, done, total, cursor));
    ActivityCompletionException now = ended;
    if (now != null) {
      throw new WorkStopped("The work is no longer wanted: " + now.getMessage(), now);
    }
  }

  @Override
  public void close() {
    beats.shutdownNow();
  }
}
