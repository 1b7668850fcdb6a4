package dev.rollback.temporal;

import dev.rollback.activity.RetentionPlan;
import dev.rollback.catalog.Catalog;
import dev.rollback.contract.ApplyRetentionRequest;
import dev.rollback.contract.RetentionDecision;
import dev.rollback.contract.SnapshotHandle;
import dev.rollback.retention.RetentionPlanner;
import java.time.Clock;
import java.util.List;
import java.util.stream.Collectors;

/// Asks the catalogue what there is, the rules what stays, and the store what the rest weighs.
final class RetentionJudge {
  private static final int MOST_AT_ONCE = 500;

  private final Catalog catalog;
  private final StoreCare care;
  private final FoundLayers layers;
  private final Clock clock;

  RetentionJudge(Catalog catalog, StoreCare care, Clock clock) {
    this.catalog = catalog;
    this.care = care;
    this.layers = new FoundLayers(catalog);
    this.clock = clock;
  }

  RetentionPlan plan(ApplyRetentionRequest request) {
    List<RetentionDecision> decisions =
        new RetentionPlanner(request, clock).decide(catalog.candidates(request));
    List<String> removals =
        decisions.stream()
            .filter(each -> !each.keep())
            .map(RetentionDecision::snapshotId)
            .toList()
            .reversed();
    return new RetentionPlan(
        Page.carried(decisions),
        decisions.size() - removals.size(),
        removals.size(),
        removals.stream().limit(MOST_AT_ONCE).toList(),
        request.onlyTells() ? freed(removals) : 0);
  }

  private long freed(List<String> snapshots) {
    return care.wouldFree(
        snapshots.stream()
            .flatMap(id -> layers.of(id).stream())
            .map(SnapshotHandle::owner)
            .collect(Collectors.toSet()));
  }
}
