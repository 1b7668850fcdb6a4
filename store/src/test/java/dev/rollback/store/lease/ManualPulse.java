package dev.rollback.store.lease;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Beats when a test says so.
final class ManualPulse implements Pulse {
  private final List<Runnable> beats = new ArrayList<>();

  @Override
  public Beating every(Duration period, Runnable beat) {
    beats.add(beat);
    return () -> beats.remove(beat);
  }

  void beat() {
    List.copyOf(beats).forEach(Runnable::run);
  }

  int beating() {
    return beats.size();
  }
}
