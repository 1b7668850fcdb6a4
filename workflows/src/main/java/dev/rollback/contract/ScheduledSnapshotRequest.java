package dev.rollback.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import org.jspecify.annotations.Nullable;

/// What a schedule does each time: takes a snapshot, then applies retention to its own.
///
/// @param name the schedule's; its snapshots bear it as the label `schedule`
/// @param snapshot what to capture; its id gets the scheduled time as a suffix
/// @param retention which of this schedule's snapshots stay; null keeps them all
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ScheduledSnapshotRequest(
    String name, CreateSnapshotRequest snapshot, @Nullable Retention retention) implements Request {
  /// The label that tells whose a snapshot is.
  public static final String LABEL = "schedule";

  public ScheduledSnapshotRequest {
    name = Checks.name("name", name);
    Checks.require(snapshot != null, "snapshot is missing; say what to capture.");
  }
}
