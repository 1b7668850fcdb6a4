package dev.rollback.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.contract.Retention;
import dev.rollback.contract.RollbackType;
import dev.rollback.contract.SnapshotSummary;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The rules that count, against what restic's documentation says of the same words.
final class KeepRulesTest {

  @ParameterizedTest(name = "{0} of {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # several on one day: the newest of the day stays
          daily=2         | 01T08 01T20 02T08 02T20 03T08 03T20 | 03T20 02T20
          daily=-1        | 01T08 01T20 02T08 02T20             | 02T20 01T20 01T08
          # days without a snapshot do not count
          daily=2         | 01T08 05T08 20T08                   | 20T08 05T08
          # a rule with some of its number left keeps the oldest too
          daily=3         | 01T08 01T20 05T08                   | 05T08 01T20 01T08
          monthly=2       | 01T08 02T08 03T08                   | 03T08 01T08
          yearly=1        | 01T08 02T08 03T08                   | 03T08
          # hours
          hourly=2        | 01T08 01T09 01T10                   | 01T10 01T09
          # last counts snapshots, whenever they were made
          last=2          | 01T08 01T09 01T10                   | 01T10 01T09
          last=0          | 01T08 01T09                         | ''
          # what any rule keeps stays
          last=1 daily=2  | 01T08 01T20 02T08 02T09             | 02T09 01T20
          # within counts from the newest, and leaves out what is exactly as old
          within=2d       | 01T08 03T07 04T08 05T08             | 05T08 04T08
          within=1d1h     | 04T07 04T08 05T08                   | 05T08 04T08
          """)
  void theRuleKeeps(String policy, String made, String kept) {
    List<SnapshotSummary> snapshots =
        Arrays.stream(made.split(" ")).map(time -> snapshot(time, Map.of())).toList();

    assertThat(kept(policy(policy), snapshots))
        .containsExactlyElementsOf(Stream.of(kept.split(" ")).filter(s -> !s.isEmpty()).toList());
  }

  /// The documentation's example: one backup every Sunday for twelve weeks.
  @Test
  void fourDailiesOfWeeklySnapshotsReachBackFourWeeks() {
    List<SnapshotSummary> sundays =
        IntStream.range(0, 12)
            .mapToObj(week -> LocalDate.of(2026, 6, 7).plusWeeks(week).atTime(11, 0))
            .map(time -> snapshot(time.toString(), time, Map.of()))
            .toList();

    assertThat(kept(policy("daily=4"), sundays))
        .containsExactly(
            "2026-08-23T11:00", "2026-08-16T11:00", "2026-08-09T11:00", "2026-08-02T11:00");
  }

  /// The documentation's example: daily backups for a hundred years.
  @Test
  void aHundredYearsOfDailySnapshotsAreThinnedToAHundredOrSo() {
    LocalDate first = LocalDate.of(1926, 1, 1);
    LocalDate last = LocalDate.of(2025, 12, 31);
    List<SnapshotSummary> days =
        first
            .datesUntil(last.plusDays(1))
            .map(day -> snapshot(day.toString(), day.atTime(12, 0), Map.of()))
            .toList();

    List<String> kept = kept(policy("daily=7 weekly=5 monthly=12 yearly=75"), days);

    assertThat(kept).startsWith("2025-12-31", "2025-12-30").contains("2025-12-25");
    assertThat(kept).contains("2025-12-28", "2025-12-21", "2025-12-14", "2025-12-07");
    assertThat(kept)
        .contains("2025-01-31", "2024-12-31", "1951-12-31")
        .doesNotContain("1950-12-31");
    assertThat(kept).hasSize(7 + 3 + 11 + 74);
  }

  @Test
  void weeksAreThoseOfIsoAlsoWhereTheyCrossTheYear() {
    List<SnapshotSummary> snapshots =
        Stream.of("2025-12-28", "2025-12-29", "2026-01-01", "2026-01-04", "2026-01-05")
            .map(day -> snapshot(day, LocalDate.parse(day).atTime(12, 0), Map.of()))
            .toList();

    assertThat(kept(policy("weekly=2"), snapshots)).containsExactly("2026-01-05", "2026-01-04");
  }

  @Test
  void daysAreThoseOfTheTimeZone() {
    List<SnapshotSummary> snapshots =
        List.of(snapshot("01T22", Map.of()), snapshot("01T23", Map.of()));
    Retention vienna =
        new Retention(null, null, 2, null, null, null, null, List.of(), null, "Europe/Vienna");

    assertThat(kept(vienna, snapshots)).containsExactly("01T23", "01T22");
    assertThat(kept(policy("daily=1"), snapshots)).containsExactly("01T23");
  }

  @ParameterizedTest
  @CsvSource({"web, a b", "'web,release', b", "team=ops, c", "team, c", "none, ''"})
  void aTagKeepsWhatHasAllOfIt(String tags, String expected) {
    List<SnapshotSummary> snapshots =
        List.of(
            named("a", 1, Map.of("web", "")),
            named("b", 2, Map.of("web", "", "release", "")),
            named("c", 3, Map.of("team", "ops")));
    Retention policy =
        new Retention(null, null, null, null, null, null, null, List.of(tags), null, null);

    assertThat(kept(policy, snapshots).stream().sorted())
        .containsExactlyElementsOf(
            Stream.of(expected.split(" ")).filter(s -> !s.isEmpty()).toList());
  }

  @Test
  void everyReasonToKeepIsTold() {
    Map<String, List<String>> kept =
        new KeepRules(policy("last=1 daily=2 within=1d"))
            .kept(List.of(snapshot("02T08", Map.of()), snapshot("01T08", Map.of())));

    assertThat(kept.get("02T08")).containsExactly("within 1d", "last snapshot", "daily snapshot");
    assertThat(kept.get("01T08")).containsExactly("daily snapshot");
  }

  private static List<String> kept(Retention policy, List<SnapshotSummary> snapshots) {
    List<SnapshotSummary> newestFirst =
        snapshots.stream()
            .sorted(Comparator.comparingLong(SnapshotSummary::createdAt).reversed())
            .toList();
    return new ArrayList<>(new KeepRules(policy).kept(newestFirst).keySet());
  }

  private static Retention policy(String words) {
    return new Retention(
        number(words, "last"),
        number(words, "hourly"),
        number(words, "daily"),
        number(words, "weekly"),
        number(words, "monthly"),
        number(words, "yearly"),
        value(words, "within"),
        List.of(),
        null,
        null);
  }

  private static @Nullable Integer number(String words, String name) {
    String value = value(words, name);
    return value == null ? null : Integer.valueOf(value);
  }

  private static @Nullable String value(String words, String name) {
    return Arrays.stream(words.split(" "))
        .filter(word -> word.startsWith(name + "="))
        .map(word -> word.substring(name.length() + 1))
        .findFirst()
        .orElse(null);
  }

  /// @param time day and hour of November 2026
  private static SnapshotSummary snapshot(String time, Map<String, String> labels) {
    return snapshot(time, LocalDateTime.parse("2026-11-" + time + ":00"), labels);
  }

  private static SnapshotSummary snapshot(
      String id, LocalDateTime time, Map<String, String> labels) {
    return named(id, time.toEpochSecond(ZoneOffset.UTC), labels);
  }

  static SnapshotSummary named(String id, long createdAt, Map<String, String> labels) {
    return new SnapshotSummary(
        id,
        RollbackType.FILE_SYSTEM,
        "created",
        createdAt,
        "/srv",
        10,
        5,
        null,
        labels,
        false,
        null,
        "web-1",
        null,
        false);
  }
}
