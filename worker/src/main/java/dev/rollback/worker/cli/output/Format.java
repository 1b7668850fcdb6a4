package dev.rollback.worker.cli.output;

import java.util.Locale;

/// How a result is printed.
public enum Format {
  TABLE,
  JSON,
  YAML;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
