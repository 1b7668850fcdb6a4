package dev.rollback.worker.cli.client;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.rollback.contract.ScheduledSnapshotRequest;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Snapshots that Temporal takes by itself: its Schedules that start `ScheduledSnapshot`.
///
/// Every call may throw [WorkFailed]; `NotFound` where there is no schedule of that name.
public interface Schedules {
  /// Refused (`ScheduleExists`) where there is one of that name.
  void create(ScheduledSnapshotRequest request, When when);

  /// All of ours, in order of their names.
  List<Scheduled> list();

  Scheduled describe(String name);

  void pause(String name, String note);

  void resume(String name, String note);

  /// Starts a run now, whatever the times say.
  void trigger(String name);

  /// The snapshots that it took stay.
  void delete(String name);

  /// When it runs: by at least one of both.
  ///
  /// @param cron expressions of five fields, or `@daily` and the like
  /// @param every an interval, or null
  /// @param jitter each run is delayed by up to this, or null
  /// @param timeZone whose hours the expressions mean
  /// @param paused whether it waits until it is resumed
  record When(
      List<String> cron,
      @Nullable Duration every,
      @Nullable Duration jitter,
      String timeZone,
      boolean paused) {}

  /// A schedule as it stands.
  ///
  /// @param nextRuns epoch seconds, the first few
  /// @param runs the last few workflow ids, oldest first
  /// @param request what it does; null in a list
  @JsonNaming(SnakeCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Scheduled(
      String name,
      boolean paused,
      @Nullable String note,
      List<String> times,
      List<Long> nextRuns,
      List<String> runs,
      @Nullable ScheduledSnapshotRequest request) {}
}
