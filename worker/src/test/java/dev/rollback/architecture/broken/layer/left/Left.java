package dev.rollback.architecture.broken.layer.left;

import dev.rollback.architecture.broken.layer.right.Right;

/// A layer that uses another one.
public final class Left {
  private Left() {}

  public static Class<?> other() {
    return Right.class;
  }
}
