package dev.rollback.worker.metrics;

import com.uber.m3.tally.RootScopeBuilder;
import com.uber.m3.tally.Scope;
import com.uber.m3.tally.ScopeCloseException;
import com.uber.m3.util.Duration;
import dev.rollback.temporal.EndListener;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.temporal.common.reporter.MicrometerClientStatsReporter;
import java.util.List;

/// All of a process's metrics: what Temporal's SDK measures, what this product did, and the JVM's
/// state. Counting begins with the process.
public final class Metrics implements AutoCloseable {
  /// How a scrape's text is written.
  public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private static final Duration HANDED_ON_EVERY = Duration.ofSeconds(1);

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Scope scope =
      new RootScopeBuilder()
          .reporter(new MicrometerClientStatsReporter(registry))
          .reportEvery(HANDED_ON_EVERY);
  private final EndListener listener = new WorkMeters(registry);

  public Metrics() {
    registry.config().meterFilter(new FewBuckets());
    List.of(
            new JvmMemoryMetrics(),
            new ProcessorMetrics(),
            new FileDescriptorMetrics(),
            new UptimeMetrics())
        .forEach(each -> each.bindTo(registry));
  }

  /// Where Temporal's SDK reports to.
  public Scope scope() {
    return scope;
  }

  /// Counts what is recorded in the catalogue.
  public EndListener listener() {
    return listener;
  }

  /// Everything as it is now, in Prometheus's text format.
  public String scrape() {
    return registry.scrape();
  }

  @Override
  public void close() {
    try {
      scope.close();
    } catch (ScopeCloseException e) {
      throw new IllegalStateException("The metrics' reporter does not end.", e);
    } finally {
      registry.close();
    }
  }
}
