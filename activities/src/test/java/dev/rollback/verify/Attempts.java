package dev.rollback.verify;

import dev.rollback.layer.Progress;
import java.time.Duration;

/// Attempts with time enough.
final class Attempts {
  private Attempts() {}

  static Attempt patient() {
    return new Attempt(Timekeeper.SYSTEM, Progress.NONE, Duration.ofMinutes(2));
  }
}
