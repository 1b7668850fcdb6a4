package dev.rollback.verify;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Time that passes only while somebody sleeps, at once.
final class JumpingTime implements Timekeeper {
  final List<Duration> sleeps = new ArrayList<>();
  private final Runnable onSleep;
  private long now;

  JumpingTime(Runnable onSleep) {
    this.onSleep = onSleep;
  }

  @Override
  public long nanos() {
    return now;
  }

  @Override
  public void sleep(Duration duration) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    sleeps.add(duration);
    now += duration.toNanos();
    onSleep.run();
  }
}
