package dev.rollback.contract;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// What a rollback does when a layer or a test fails.
public enum OnFailure {
  /// Put everything back as it was before the rollback began.
  REVERT,
  /// Leave it for a person to look at.
  LEAVE;

  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
