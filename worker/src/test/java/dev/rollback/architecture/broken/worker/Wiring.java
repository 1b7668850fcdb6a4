package dev.rollback.architecture.broken.worker;

/// What nobody else may use.
public final class Wiring {
  private Wiring() {}
}
