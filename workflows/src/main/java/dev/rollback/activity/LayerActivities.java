package dev.rollback.activity;

import dev.rollback.contract.CapturedLayer;
import dev.rollback.contract.LayerPlan;
import dev.rollback.contract.RestoreOutcome;

/// What every layer does for a workflow. Each layer has an interface of its own below this one, so
/// that a history names the layer: `git.CreateSnapshot`, `configuration.ExecuteRollback`.
///
/// Every activity may run twice, or beside a first run that is still alive: each carries a stable
/// id, looks, then acts. Each heartbeats while it works.
public interface LayerActivities {
  /// Captures the layer; everything is durable when it returns.
  CapturedLayer createSnapshot(CaptureOrder order);

  /// Compares the snapshot with the target; changes nothing. Checks the snapshot's integrity, the
  /// layer's preconditions and the space that is needed.
  LayerPlan planRollback(PlanOrder order);

  /// Carries a plan out, proves it, or leaves the target as it was.
  RestoreOutcome executeRollback(RestoreOrder order);

  /// Releases all that a capture kept; harmless when there is nothing.
  void discardSnapshot(DiscardOrder order);
}
