package dev.rollback.layer;

import dev.rollback.activity.CaptureOrder;
import dev.rollback.activity.PlanOrder;
import dev.rollback.activity.RestoreOrder;
import dev.rollback.contract.CapturedLayer;
import dev.rollback.contract.LayerPlan;
import dev.rollback.contract.RestoreOutcome;
import dev.rollback.contract.RollbackType;
import dev.rollback.contract.SnapshotHandle;
import dev.rollback.contract.SnapshotSpec;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One kind of thing that can be captured and put back. An engine is plain Java: it knows no
/// Temporal and no catalogue, and is driven by plain tests.
///
/// Each operation may be repeated, also after a crash in its middle and beside a first run that is
/// still alive, and throws [dev.rollback.contract.RollbackException] with the type that callers
/// see. Each asks [Progress] often; where that throws [WorkStopped], it leaves the target old or
/// new and rethrows.
public interface Layer<S extends SnapshotSpec> {

  RollbackType type();

  /// What this host lacks to serve the layer, as a sentence; empty when it can.
  Optional<String> unavailable();

  /// Captures what `spec` (the order's) names. Everything is on durable storage when it returns.
  /// Repeating an order whose snapshot exists already gives an equal snapshot.
  CapturedLayer capture(CaptureOrder order, S spec, Progress progress);

  /// Compares the snapshot with the target: integrity, preconditions, space, changes, losses.
  /// Changes nothing. The full plan goes to the store under the order's plan id.
  LayerPlan plan(PlanOrder order, S spec, Progress progress);

  /// Stages aside, then swaps, then proves. Refuses a target that changed since the plan, unless
  /// the plan's journal shows that the change is its own. Killed anywhere and repeated, the target
  /// is exactly old or exactly new.
  RestoreOutcome restore(RestoreOrder order, S spec, Progress progress);

  /// Lets go of what a plan keeps and of its journal, for a plan that nobody carries out any more.
  /// Harmless when there is nothing.
  ///
  /// @param member as in the plan's order
  /// @return false where a restore of it has begun and not ended: then all stays
  boolean forget(String planId, @Nullable String member);

  /// Releases all that a capture kept: pins, content, copies. Harmless when there is nothing.
  void discard(SnapshotHandle handle, S spec);
}
