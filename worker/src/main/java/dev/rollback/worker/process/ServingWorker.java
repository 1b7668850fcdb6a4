package dev.rollback.worker.process;

import dev.rollback.worker.Settings;
import dev.rollback.worker.Wiring;
import dev.rollback.worker.metrics.Metrics;
import io.temporal.worker.WorkerFactory;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// A worker at work: it serves the common queue and this host's own, and tells its health where its
/// settings say. Closed, it has been drained.
final class ServingWorker implements AutoCloseable {
  private static final Duration DRAIN_LIMIT = Duration.ofSeconds(20);
  private static final Duration INTERRUPT_LIMIT = Duration.ofSeconds(5);

  private final TemporalConnection connection;
  private final Wiring wiring;
  private final WorkerFactory factory;
  private Optional<HealthServer> health = Optional.empty();

  private ServingWorker(TemporalConnection connection, Wiring wiring) {
    this.connection = connection;
    this.wiring = wiring;
    this.factory = wiring.served().factory();
  }

  /// Opens store and catalogue and begins to poll.
  ///
  /// @param searchAttributes whether the namespace has ours
  /// @throws dev.rollback.contract.RollbackException where store or catalogue cannot be had
  static ServingWorker start(
      TemporalConnection connection,
      Settings settings,
      BooleanSupplier searchAttributes,
      Metrics metrics) {
    Wiring wiring =
        Wiring.worker(settings, connection.client(), searchAttributes, metrics.listener());
    ServingWorker worker = new ServingWorker(connection, wiring);
    try {
      wiring.served().start();
      worker.health =
          settings
              .http()
              .map(address -> HealthServer.start(address, worker.checks(), metrics::scrape));
      return worker;
    } catch (RuntimeException e) {
      worker.close();
      throw e;
    }
  }

  /// Where its health is told, if anywhere.
  Optional<InetSocketAddress> healthAddress() {
    return health.map(HealthServer::address);
  }

  /// What must be right for it to serve: Temporal, catalogue and store.
  private List<ReadinessCheck> checks() {
    return List.of(this::temporalProblem, wiring::catalogueProblem, wiring::storeProblem);
  }

  private Optional<String> temporalProblem() {
    if (!factory.isStarted() || factory.isShutdown()) {
      return Optional.of("The worker takes no more work: it is stopping.");
    }
    return connection.answers()
        ? Optional.empty()
        : Optional.of("Temporal at " + connection.address() + " does not answer.");
  }

  /// Takes no more work, lets what is under way end, interrupts what does not, then closes
  /// catalogue and store.
  @Override
  public void close() {
    boolean interrupted = Thread.interrupted();
    factory.shutdown();
    factory.awaitTermination(DRAIN_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    if (!factory.isTerminated()) {
      factory.shutdownNow();
      factory.awaitTermination(INTERRUPT_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    }
    health.ifPresent(HealthServer::close);
    wiring.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
