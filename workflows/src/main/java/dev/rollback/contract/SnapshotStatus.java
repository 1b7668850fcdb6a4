package dev.rollback.contract;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// Where a snapshot is in its life; a snapshot is `created` only when all it needs is durable.
public enum SnapshotStatus {
  CREATING,
  CREATED,
  DELETING,
  FAILED;

  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
