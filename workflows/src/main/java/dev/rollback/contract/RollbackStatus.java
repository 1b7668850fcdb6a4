package dev.rollback.contract;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// How a rollback stands or ended.
public enum RollbackStatus {
  /// Under way; only in the history and in queries.
  RUNNING,
  /// A dry run that made its plan; nothing is changed.
  PLANNED,
  /// Every layer is at the snapshot and every test passed.
  COMPLETED,
  /// Something is changed and not wholly at the snapshot, or a test failed, and it was not
  /// reverted.
  PARTIAL,
  /// Nothing is changed: refused, or reverted in full.
  FAILED;

  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
