package dev.rollback.architecture.broken.verify;

import io.temporal.activity.Activity;

/// A runner that speaks to Temporal.
public final class Runner {
  private Runner() {}

  public static Class<?> temporal() {
    return Activity.class;
  }
}
