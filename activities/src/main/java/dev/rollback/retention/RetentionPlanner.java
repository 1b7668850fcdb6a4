package dev.rollback.retention;

import dev.rollback.catalog.Candidate;
import dev.rollback.contract.ApplyRetentionRequest;
import dev.rollback.contract.Period;
import dev.rollback.contract.Retention;
import dev.rollback.contract.RetentionDecision;
import dev.rollback.contract.SnapshotSummary;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Judges every snapshot of a catalogue, group by group.
///
/// Held snapshots count for the rules like any other, and stay whatever those say. A snapshot with
/// `expires_at`, and a safety snapshot, is judged by that alone and counts for no rule.
public final class RetentionPlanner {
  private final ApplyRetentionRequest request;
  private final Clock clock;

  public RetentionPlanner(ApplyRetentionRequest request, Clock clock) {
    this.request = request;
    this.clock = clock;
  }

  /// @param newestFirst all that the request asks about
  /// @return a decision for each, group by group, newest first
  public List<RetentionDecision> decide(List<Candidate> newestFirst) {
    Map<String, List<Candidate>> groups = new LinkedHashMap<>();
    newestFirst.forEach(
        each -> groups.computeIfAbsent(key(each), _ -> new ArrayList<>()).add(each));
    return groups.values().stream().flatMap(group -> decideGroup(group).stream()).toList();
  }

  private List<RetentionDecision> decideGroup(List<Candidate> group) {
    List<SnapshotSummary> ordinary =
        group.stream().map(Candidate::snapshot).filter(RetentionPlanner::counts).toList();
    Map<String, List<String>> kept = keptByRules(ordinary);
    String words = words(group.getFirst());
    return group.stream()
        .map(each -> decision(each.snapshot(), words, verdict(each.snapshot(), kept)))
        .toList();
  }

  private static boolean counts(SnapshotSummary snapshot) {
    return !isGoing(snapshot) && snapshot.safetyFor() == null && snapshot.expiresAt() == null;
  }

  private static boolean isGoing(SnapshotSummary snapshot) {
    return snapshot.status().equals("deleting");
  }

  private Map<String, List<String>> keptByRules(List<SnapshotSummary> newestFirst) {
    Retention policy = request.policy();
    if (policy != null && policy.hasRules()) {
      return new KeepRules(policy).kept(newestFirst);
    }
    Map<String, List<String>> all = new LinkedHashMap<>();
    newestFirst.forEach(each -> all.put(each.snapshotId(), List.of("no rule says otherwise")));
    return all;
  }

  private record Verdict(boolean keep, List<String> reasons) {
    static Verdict keep(String reason) {
      return new Verdict(true, List.of(reason));
    }

    static Verdict remove(String reason) {
      return new Verdict(false, List.of(reason));
    }
  }

  private Verdict verdict(SnapshotSummary snapshot, Map<String, List<String>> kept) {
    if (isGoing(snapshot)) {
      return Verdict.remove("its deletion has begun");
    }
    if (snapshot.hold()) {
      return Verdict.keep("held");
    }
    Long expiresAt = snapshot.expiresAt();
    if (expiresAt != null) {
      return expiring(expiresAt);
    }
    if (snapshot.safetyFor() != null) {
      return safety(snapshot);
    }
    List<String> reasons = kept.get(snapshot.snapshotId());
    return reasons == null ? Verdict.remove("no rule keeps it") : new Verdict(true, reasons);
  }

  private Verdict expiring(long expiresAt) {
    Instant end = Instant.ofEpochSecond(expiresAt);
    return clock.instant().isBefore(end)
        ? Verdict.keep("expires " + end)
        : Verdict.remove("expired " + end);
  }

  private Verdict safety(SnapshotSummary snapshot) {
    String undo = "undo of rollback " + snapshot.safetyFor();
    String within = safetyWithin();
    if (within == null) {
      return Verdict.keep(undo);
    }
    Instant limit =
        KeepRules.before(
                clock.instant().atZone(ZoneId.of("UTC")),
                Period.parse("keep_safety_within", within))
            .toInstant();
    return Instant.ofEpochSecond(snapshot.createdAt()).isAfter(limit)
        ? Verdict.keep("%s, within %s".formatted(undo, within))
        : Verdict.remove("%s, older than %s".formatted(undo, within));
  }

  private @Nullable String safetyWithin() {
    Retention policy = request.policy();
    return policy == null ? null : policy.keepSafetyWithin();
  }

  private static RetentionDecision decision(
      SnapshotSummary snapshot, String group, Verdict verdict) {
    return new RetentionDecision(
        snapshot.snapshotId(),
        group,
        snapshot.createdAt(),
        snapshot.labels(),
        verdict.keep(),
        verdict.reasons(),
        snapshot.sizeBytes(),
        snapshot.storedBytes());
  }

  private String key(Candidate each) {
    var words = new ArrayList<String>();
    for (String by : request.groupByOrDefault()) {
      words.add(
          switch (by) {
            case "type" -> each.snapshot().type().wireName();
            case "host" -> String.valueOf(each.snapshot().host());
            case "labels" -> each.snapshot().labels().toString();
            default -> Objects.requireNonNullElse(each.subjectKey(), each.snapshot().subject());
          });
    }
    return String.join("\0", words);
  }

  private String words(Candidate each) {
    var words = new ArrayList<String>();
    for (String by : request.groupByOrDefault()) {
      switch (by) {
        case "type" -> words.add(each.snapshot().type().wireName());
        case "host" -> words.add("host " + each.snapshot().host());
        case "labels" -> words.add("labels " + each.snapshot().labels());
        default -> words.add(each.snapshot().subject());
      }
    }
    return words.isEmpty() ? "all" : String.join(", ", words);
  }
}
