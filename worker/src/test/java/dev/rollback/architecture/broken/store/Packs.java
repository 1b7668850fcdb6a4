package dev.rollback.architecture.broken.store;

import dev.rollback.architecture.broken.worker.Wiring;

/// A store that knows the wiring.
public final class Packs {
  private Packs() {}

  public static Class<?> wiring() {
    return Wiring.class;
  }
}
