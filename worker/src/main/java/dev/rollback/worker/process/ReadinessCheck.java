package dev.rollback.worker.process;

import java.util.Optional;

/// One thing that a worker needs.
@FunctionalInterface
interface ReadinessCheck {
  /// What is wrong with it now, as a sentence; empty where it serves. Answers within seconds.
  Optional<String> problem();
}
