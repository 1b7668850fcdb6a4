package dev.rollback.worker.metrics;

import dev.rollback.activity.SnapshotFailure;
import dev.rollback.contract.LayerPlan;
import dev.rollback.contract.RollbackPlan;
import dev.rollback.contract.RollbackResult;
import dev.rollback.contract.RollbackType;
import dev.rollback.contract.SnapshotRecord;
import dev.rollback.temporal.EndListener;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Counts snapshots and rollbacks as they end. No tag is a name that a caller chose, so the number
/// of series is bounded.
final class WorkMeters implements EndListener {
  private static final String NO_PLAN = "none";

  private static final Duration[] BUCKETS = {
    Duration.ofMillis(100),
    Duration.ofSeconds(1),
    Duration.ofSeconds(10),
    Duration.ofMinutes(1),
    Duration.ofMinutes(10),
    Duration.ofHours(1)
  };

  private final MeterRegistry registry;

  WorkMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void created(SnapshotRecord snapshot) {
    Tags type = Tags.of("type", snapshot.config().type().wireName());
    timer("rollback.snapshot.duration", "How long captures took.", type)
        .record(Duration.ofMillis(snapshot.durationMs()));
    registry.counter("rollback.snapshots", type).increment();
    registry
        .counter("rollback.snapshot.captured.bytes", type)
        .increment((double) snapshot.sizeBytes());
    registry
        .counter("rollback.snapshot.stored.bytes", type)
        .increment((double) snapshot.storedBytes());
  }

  @Override
  public void failed(SnapshotFailure failure) {
    registry
        .counter("rollback.snapshot.failures", Tags.of("error_type", failure.errorType()))
        .increment();
  }

  @Override
  public void ended(RollbackResult rollback) {
    Tags tags =
        Tags.of("type", type(rollback.plan()), "status", rollback.status().wireName())
            .and("reverted", String.valueOf(rollback.reverted()));
    registry.counter("rollback.rollbacks", tags).increment();
    timer("rollback.rollback.duration", "How long rollbacks took, waiting included.", tags)
        .record(Duration.ofMillis(rollback.durationMs()));
    timer("rollback.downtime", "How long targets were being swapped.", tags)
        .record(Duration.ofMillis(rollback.downtimeMs()));
  }

  private Timer timer(String name, String description, Tags tags) {
    return Timer.builder(name)
        .description(description)
        .tags(tags)
        .serviceLevelObjectives(BUCKETS)
        .register(registry);
  }

  private static String type(@Nullable RollbackPlan plan) {
    List<LayerPlan> layers = plan == null ? List.of() : plan.layers();
    if (layers.isEmpty()) {
      return NO_PLAN;
    }
    LayerPlan first = layers.getFirst();
    return (first.member() == null ? first.type() : RollbackType.SET).wireName();
  }
}
