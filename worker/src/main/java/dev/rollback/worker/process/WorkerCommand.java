package dev.rollback.worker.process;

import dev.rollback.contract.FailureType;
import dev.rollback.contract.RollbackException;
import dev.rollback.worker.Settings;
import dev.rollback.worker.Version;
import dev.rollback.worker.metrics.Metrics;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `rollback worker`: the production form, over a given Temporal and a given PostgreSQL.
@Command(
    name = "worker",
    description = {
      "Serves snapshots and rollbacks of this host, over a given Temporal and PostgreSQL.",
      "Its settings are in the environment, or in a file of NAME=value lines."
    })
public final class WorkerCommand implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerCommand.class);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(40);
  private static final Duration BETWEEN = Duration.ofSeconds(1);

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "A file of settings, NAME=value a line; the environment is stronger.")
  private Optional<Path> config = Optional.empty();

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "How long Temporal and PostgreSQL are waited for (default: 60).")
  private int waitSeconds;

  @Override
  public Integer call() throws Exception {
    return Answering.answer(System.err, () -> Termination.run(STOP_LIMIT, this::serve));
  }

  private int serve(Termination termination) {
    WorkerInput given = WorkerInput.collected(config);
    Logging.forWorker(given.settings().logFormat());
    NativeLibraries.unpackInto(
        given.settings().state().resolve(given.settings().host()).resolve("native"));
    Instant deadline = Instant.now().plusSeconds(waitSeconds);
    try (var metrics = new Metrics();
        var connection =
            TemporalConnection.open(given.measuredBy(metrics), given.client(), given.codecs())) {
      connection.awaitNamespace(Duration.between(Instant.now(), deadline), () -> {});
      try (var worker = started(connection, given.settings(), metrics, deadline)) {
        serve(termination, connection, given.settings(), worker);
      }
    }
    LOG.info("Stopped.");
    return Answering.SUCCESS;
  }

  private static void serve(
      Termination termination,
      TemporalConnection connection,
      Settings settings,
      ServingWorker worker) {
    LOG.info(
        "Rollback Manager {} serves {} and {} of namespace {} at {}; snapshots are in {}; health is"
            + " told at {}.",
        Version.of(),
        settings.taskQueue(),
        settings.hostTaskQueue(),
        connection.namespace(),
        connection.address(),
        settings.store().told(),
        worker.healthAddress().map(InetSocketAddress::toString).orElse("no address"));
    termination.await();
    LOG.info("Stopping: no more work is taken, what is under way may end.");
  }

  /// Waits for the catalogue; whatever else is wrong is said at once.
  private static ServingWorker started(
      TemporalConnection connection, Settings settings, Metrics metrics, Instant deadline) {
    var attributes = new RegisteredAttributes(connection);
    while (true) {
      try {
        return ServingWorker.start(connection, settings, attributes::present, metrics);
      } catch (RollbackException e) {
        if (e.type() != FailureType.CONNECTION_FAILED || Instant.now().isAfter(deadline)) {
          throw e;
        }
        LOG.info("Waiting for the catalogue: {}", e.sentence());
      }
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(BETWEEN);
    } catch (InterruptedException e) {
      throw new ProcessException("Stopped while waiting for the catalogue.", e);
    }
  }
}
