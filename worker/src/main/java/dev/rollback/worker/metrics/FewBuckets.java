package dev.rollback.worker.metrics;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import java.time.Duration;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Gives the timers of Temporal's SDK nine buckets instead of some seventy: with those a scrape is
/// more than a megabyte.
final class FewBuckets implements MeterFilter {
  private static final double[] BOUNDS =
      Stream.of(5, 25, 100, 250, 500, 1_000, 5_000, 10_000, 60_000)
          .mapToDouble(millis -> Duration.ofMillis(millis).toNanos())
          .toArray();

  @Override
  public @Nullable DistributionStatisticConfig configure(
      Meter.Id id, DistributionStatisticConfig config) {
    if (id.getType() != Meter.Type.TIMER || !id.getName().startsWith("temporal_")) {
      return config;
    }
    return DistributionStatisticConfig.builder()
        .percentilesHistogram(false)
        .serviceLevelObjectives(BOUNDS)
        .build()
        .merge(config);
  }
}
