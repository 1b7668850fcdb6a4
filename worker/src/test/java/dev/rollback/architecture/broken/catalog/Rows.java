package dev.rollback.architecture.broken.catalog;

import dev.rollback.architecture.broken.layer.right.Right;

/// A catalogue that knows a layer.
public final class Rows {
  private Rows() {}

  public static Class<?> layer() {
    return Right.class;
  }
}
