package dev.rollback.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.catalog.Candidate;
import dev.rollback.contract.ApplyRetentionRequest;
import dev.rollback.contract.Retention;
import dev.rollback.contract.RetentionDecision;
import dev.rollback.contract.RollbackType;
import dev.rollback.contract.SnapshotSummary;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class RetentionPlannerTest {
  private static final long DAY = 86_400;
  private static final long NOW = 1_800_000_000;
  private static final Retention NEWEST =
      new Retention(1, null, null, null, null, null, null, List.of(), null, null);

  private static List<RetentionDecision> decided(
      @Nullable Retention policy, @Nullable List<String> groupBy, Candidate... newestFirst) {
    var request =
        new ApplyRetentionRequest(policy, null, null, Map.of(), groupBy, null, null, null);
    return new RetentionPlanner(request, Clock.fixed(Instant.ofEpochSecond(NOW), ZoneOffset.UTC))
        .decide(List.of(newestFirst));
  }

  private static List<String> going(
      @Nullable Retention policy, @Nullable List<String> groupBy, Candidate... newestFirst) {
    return decided(policy, groupBy, newestFirst).stream()
        .filter(each -> !each.keep())
        .map(RetentionDecision::snapshotId)
        .toList();
  }

  private static Candidate of(String id, long daysAgo, String subject) {
    return new Candidate(snapshot(id, daysAgo, "created", false, null, null, "web-1"), subject);
  }

  private static SnapshotSummary snapshot(
      String id,
      long daysAgo,
      String status,
      boolean hold,
      @Nullable Long expiresAt,
      @Nullable String safetyFor,
      String host) {
    return new SnapshotSummary(
        id,
        RollbackType.FILE_SYSTEM,
        status,
        NOW - daysAgo * DAY,
        "/srv",
        10,
        5,
        null,
        Map.of(),
        hold,
        expiresAt,
        host,
        safetyFor,
        false);
  }

  private static Candidate held(String id, long daysAgo) {
    return new Candidate(snapshot(id, daysAgo, "created", true, null, null, "web-1"), "a");
  }

  private static Candidate expiring(String id, long daysAgo, long at) {
    return new Candidate(snapshot(id, daysAgo, "created", false, at, null, "web-1"), "a");
  }

  private static Candidate safety(String id, long daysAgo) {
    return new Candidate(snapshot(id, daysAgo, "created", false, null, "r1", "web-1"), "a");
  }

  @Test
  void eachGroupIsJudgedByItself() {
    assertThat(going(NEWEST, null, of("b2", 1, "b"), of("a2", 2, "a"), of("a1", 3, "a")))
        .containsExactly("a1");
  }

  @Test
  void hostsAreGroupsUnlessAskedOtherwise() {
    Candidate here = of("here", 1, "a");
    Candidate there =
        new Candidate(snapshot("there", 2, "created", false, null, null, "web-2"), "a");

    assertThat(going(NEWEST, null, here, there)).isEmpty();
    assertThat(going(NEWEST, List.of("paths"), here, there)).containsExactly("there");
  }

  @Test
  void noGroupingMakesOneGroupOfAll() {
    assertThat(going(NEWEST, List.of(), of("b", 1, "b"), of("a", 2, "a"))).containsExactly("a");
  }

  @Test
  void aHeldSnapshotStaysAndCounts() {
    assertThat(going(NEWEST, null, held("h", 1), of("a", 2, "a"))).containsExactly("a");
    assertThat(going(NEWEST, null, of("a", 1, "a"), held("h", 2))).isEmpty();
  }

  @Test
  void aSnapshotStaysUntilItExpiresAndGoesThenWhateverTheRulesSay() {
    Retention all = new Retention(-1, null, null, null, null, null, null, List.of(), null, null);

    assertThat(going(all, null, expiring("over", 1, NOW))).containsExactly("over");
    assertThat(going(NEWEST, null, of("a", 1, "a"), expiring("later", 2, NOW + 1))).isEmpty();
    assertThat(going(NEWEST, null, expiring("later", 1, NOW + 1), of("a", 2, "a"))).isEmpty();
  }

  @Test
  void withoutRulesOnlyWhatHasExpiredGoes() {
    assertThat(going(null, null, of("a", 900, "a"), expiring("over", 1, NOW - 1)))
        .containsExactly("over");
  }

  @Test
  void aSafetySnapshotCountsForNoRuleAndGoesByItsAgeAlone() {
    Retention week = new Retention(1, null, null, null, null, null, null, List.of(), "7d", null);

    assertThat(going(NEWEST, null, safety("s", 1), of("a", 2, "a"))).isEmpty();
    assertThat(going(week, null, safety("young", 6), safety("old", 8))).containsExactly("old");
  }

  @Test
  void aDeletionThatWasCutShortIsCompleted() {
    Candidate begun =
        new Candidate(snapshot("begun", 0, "deleting", true, null, null, "web-1"), "a");

    assertThat(going(NEWEST, null, begun, of("a", 1, "a"))).containsExactly("begun");
  }

  @Test
  void everyDecisionSaysWhy() {
    List<RetentionDecision> decisions =
        decided(NEWEST, null, of("new", 1, "a"), of("old", 2, "a"), held("h", 3));

    assertThat(decisions)
        .extracting(RetentionDecision::reasons)
        .containsExactly(List.of("last snapshot"), List.of("no rule keeps it"), List.of("held"));
    assertThat(decisions.getFirst().group()).isEqualTo("file_system, host web-1, /srv");
  }
}
