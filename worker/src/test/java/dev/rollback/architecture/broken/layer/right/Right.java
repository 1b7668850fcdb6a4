package dev.rollback.architecture.broken.layer.right;

import dev.rollback.architecture.broken.catalog.Rows;

/// A layer that uses the catalogue.
public final class Right {
  private Right() {}

  public static Class<?> catalogue() {
    return Rows.class;
  }
}
