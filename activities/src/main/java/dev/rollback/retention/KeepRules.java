package dev.rollback.retention;

import dev.rollback.contract.Period;
import dev.rollback.contract.Retention;
import dev.rollback.contract.SnapshotSummary;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a policy says of the snapshots of one group.
///
/// A rule that counts goes from the newest to the oldest and keeps the first of each hour, day, ISO
/// week, month or year that it meets, until it has kept its number. The oldest snapshot is kept as
/// well by each rule that has some of its number left, so that what is kept reaches back as far as
/// can be.
final class KeepRules {
  private final Retention policy;
  private final ZoneId zone;

  KeepRules(Retention policy) {
    this.policy = policy;
    this.zone = ZoneId.of(policy.timeZoneOrDefault());
  }

  /// @param newestFirst the snapshots of one group
  /// @return the reasons to keep each that stays, by id, in the same order
  Map<String, List<String>> kept(List<SnapshotSummary> newestFirst) {
    List<Bucket> buckets = buckets();
    Map<String, List<String>> kept = new LinkedHashMap<>();
    for (int at = 0; at < newestFirst.size(); at++) {
      SnapshotSummary snapshot = newestFirst.get(at);
      ZonedDateTime time = time(snapshot);
      boolean oldest = at == newestFirst.size() - 1;
      List<String> reasons = new ArrayList<>();
      byTags(snapshot, reasons);
      byAge(time, time(newestFirst.getFirst()), reasons);
      for (Bucket bucket : buckets) {
        bucket.judge(time, at, oldest, reasons);
      }
      if (!reasons.isEmpty()) {
        kept.put(snapshot.snapshotId(), List.copyOf(reasons));
      }
    }
    return kept;
  }

  private ZonedDateTime time(SnapshotSummary snapshot) {
    return Instant.ofEpochSecond(snapshot.createdAt()).atZone(zone);
  }

  private void byTags(SnapshotSummary snapshot, List<String> reasons) {
    for (String tags : policy.keepTags()) {
      if (Tags.all(tags, snapshot.labels())) {
        reasons.add("has tags " + tags);
      }
    }
  }

  private void byAge(ZonedDateTime time, ZonedDateTime newest, List<String> reasons) {
    String within = policy.keepWithin();
    if (within != null && time.isAfter(before(newest, Period.parse("keep_within", within)))) {
      reasons.add("within " + within);
    }
  }

  static ZonedDateTime before(ZonedDateTime time, Period period) {
    return time.minusYears(period.years())
        .minusMonths(period.months())
        .minusDays(period.days())
        .minusHours(period.hours());
  }

  private List<Bucket> buckets() {
    return List.of(
        new Bucket("last", policy.keepLast(), null),
        new Bucket("hourly", policy.keepHourly(), format("uuuu-MM-dd'T'HH")),
        new Bucket("daily", policy.keepDaily(), format("uuuu-MM-dd")),
        new Bucket("weekly", policy.keepWeekly(), DateTimeFormatter.ISO_WEEK_DATE),
        new Bucket("monthly", policy.keepMonthly(), format("uuuu-MM")),
        new Bucket("yearly", policy.keepYearly(), format("uuuu")));
  }

  private static DateTimeFormatter format(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
  }

  /// One rule that counts.
  private static final class Bucket {
    private static final int WEEK = "2026-W48".length();

    private final String name;
    private final @Nullable DateTimeFormatter format;
    private int left;
    private @Nullable String last;

    /// @param count -1 keeps one of each without end
    /// @param format what snapshots of one hour, day and so on have in common; null where each
    ///     counts
    Bucket(String name, @Nullable Integer count, @Nullable DateTimeFormatter format) {
      this.name = name;
      this.left = count == null ? 0 : count;
      this.format = format;
    }

    void judge(ZonedDateTime time, int at, boolean oldest, List<String> reasons) {
      String value = value(time, at);
      boolean another = !value.equals(last);
      if (left == 0 || !(another || oldest)) {
        return;
      }
      last = value;
      left = left > 0 ? left - 1 : left;
      reasons.add((another ? "" : "oldest ") + name + " snapshot");
    }

    private String value(ZonedDateTime time, int at) {
      if (format == null) {
        return String.valueOf(at);
      }
      String text = format.format(time);
      return format == DateTimeFormatter.ISO_WEEK_DATE ? text.substring(0, WEEK) : text;
    }
  }
}
