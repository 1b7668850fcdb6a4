package dev.rollback.contract;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// How a test ended. Only `passed` counts as success; `unknown` could not be decided.
public enum Verdict {
  PASSED,
  FAILED,
  UNKNOWN;

  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
