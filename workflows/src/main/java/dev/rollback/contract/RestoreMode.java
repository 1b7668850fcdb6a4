package dev.rollback.contract;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// How far a rollback of files goes.
public enum RestoreMode {
  /// Exactly the snapshot: what was made since is deleted.
  EXACT,
  /// What the snapshot has is put back; what was made since stays.
  OVERLAY,
  /// Only what is missing is put back; nothing that is there is changed.
  MISSING;

  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
