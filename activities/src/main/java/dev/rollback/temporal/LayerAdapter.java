package dev.rollback.temporal;

import dev.rollback.activity.CaptureOrder;
import dev.rollback.activity.DiscardOrder;
import dev.rollback.activity.LayerActivities;
import dev.rollback.activity.PlanOrder;
import dev.rollback.activity.RestoreOrder;
import dev.rollback.contract.CapturedLayer;
import dev.rollback.contract.FailureType;
import dev.rollback.contract.LayerPlan;
import dev.rollback.contract.RestoreOutcome;
import dev.rollback.contract.RollbackException;
import dev.rollback.contract.SnapshotSpec;
import dev.rollback.layer.Layer;
import io.temporal.activity.Activity;
import java.time.Clock;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// Runs a layer's engine as Temporal activities: heartbeats, one attempt at a time, failures
/// translated.
///
/// One tiny subclass per layer gives the activities their names in histories.
abstract class LayerAdapter<S extends SnapshotSpec> implements LayerActivities {
  private final Layer<S> layer;
  private final Class<S> specType;
  private final OperationLocks locks;
  private final KeptPlans plans;
  private final Clock clock;

  LayerAdapter(
      Layer<S> layer, Class<S> specType, OperationLocks locks, KeptPlans plans, Clock clock) {
    this.layer = layer;
    this.specType = specType;
    this.locks = locks;
    this.plans = plans;
    this.clock = clock;
  }

  @Override
  public CapturedLayer createSnapshot(CaptureOrder order) {
    return alone(
        "capture/" + order.operationId(),
        order.spec(),
        (spec, progress) -> layer.capture(order, spec, progress));
  }

  @Override
  public LayerPlan planRollback(PlanOrder order) {
    Translated.run(() -> keep(order.planId(), order.handle().member()));
    return alone(
        "plan/" + order.planId(),
        order.handle().spec(),
        (spec, progress) -> layer.plan(order, spec, progress));
  }

  /// Notes a plan before it is made, so that it is let go of one day.
  void keep(String planId, @Nullable String member) {
    plans.add(
        new KeptPlans.Kept(
            planId,
            member,
            layer.type(),
            String.valueOf(Activity.getExecutionContext().getInfo().getWorkflowId()),
            clock.instant().getEpochSecond()));
  }

  @Override
  public RestoreOutcome executeRollback(RestoreOrder order) {
    return alone(
        "restore/" + order.plan().planId(),
        order.handle().spec(),
        (spec, progress) -> layer.restore(order, spec, progress));
  }

  @Override
  public void discardSnapshot(DiscardOrder order) {
    Translated.<Boolean>working(
        progress -> {
          layer.discard(order.handle(), typed(order.handle().spec()));
          return true;
        });
  }

  OperationLocks locks() {
    return locks;
  }

  private <R> R alone(
      String operationId, SnapshotSpec spec, BiFunction<S, HeartbeatProgress, R> work) {
    return Translated.working(
        progress -> {
          S typed = typed(spec);
          requireAvailable();
          try (var _ = locks.take(operationId)) {
            return work.apply(typed, progress);
          }
        });
  }

  private void requireAvailable() {
    layer
        .unavailable()
        .ifPresent(
            why -> {
              throw new RollbackException(FailureType.TOOL_MISSING, why);
            });
  }

  private S typed(SnapshotSpec spec) {
    if (!specType.isInstance(spec)) {
      throw new RollbackException(
          FailureType.INVALID_REQUEST,
          "A %s cannot be served by the layer %s."
              .formatted(spec.type().wireName(), layer.type().wireName()));
    }
    return specType.cast(spec);
  }
}
