package dev.rollback.architecture.broken.files;

import dev.rollback.architecture.broken.layer.right.Right;

/// A file engine that knows a layer.
public final class Walk {
  private Walk() {}

  public static Class<?> layer() {
    return Right.class;
  }
}
