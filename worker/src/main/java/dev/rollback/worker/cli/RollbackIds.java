package dev.rollback.worker.cli;

import java.security.SecureRandom;
import java.time.Clock;

/// Names for rollbacks that were given none.
final class RollbackIds {
  private RollbackIds() {}

  /// The reference's form with a random tail, so that two within a second are two.
  static String next(Clock clock) {
    return "rollback_%d_%06x"
        .formatted(clock.instant().getEpochSecond(), new SecureRandom().nextInt(1 << 24));
  }
}
