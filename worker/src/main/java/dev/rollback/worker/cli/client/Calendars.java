package dev.rollback.worker.cli.client;

import io.temporal.client.schedules.ScheduleCalendarSpec;
import io.temporal.client.schedules.ScheduleRange;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/// Temporal's times in the words of a crontab: it keeps expressions as ranges.
final class Calendars {
  private Calendars() {}

  static String told(ScheduleCalendarSpec spec) {
    return "%s %s %s %s %s"
        .formatted(
            field(spec.getMinutes(), 0, 59),
            field(spec.getHour(), 0, 23),
            field(spec.getDayOfMonth(), 1, 31),
            field(spec.getMonth(), 1, 12),
            field(spec.getDayOfWeek(), 0, 6));
  }

  private static String field(List<ScheduleRange> ranges, int first, int last) {
    return ranges.stream().map(each -> range(each, first, last)).collect(Collectors.joining(","));
  }

  private static String range(ScheduleRange range, int first, int last) {
    int end = Math.max(range.getStart(), range.getEnd());
    boolean all = range.getStart() == first && end == last;
    String shown =
        all ? "*" : end == range.getStart() ? "" + range.getStart() : range.getStart() + "-" + end;
    return range.getStep() > 1 ? shown + "/" + range.getStep() : shown;
  }

  /// `1d`, `2h`, `90s`.
  static String told(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds % 86_400 == 0) {
      return seconds / 86_400 + "d";
    }
    if (seconds % 3600 == 0) {
      return seconds / 3600 + "h";
    }
    return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
  }
}
