package dev.rollback.worker.process;

import dev.rollback.worker.Settings.Database;
import dev.rollback.worker.process.EmbeddedPostgres.Durability;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// The servers of an embedded stack: Temporal and the catalogue's PostgreSQL, each on the loopback
/// address, all their state in one directory. Closed, nothing of them runs.
final class DevServers implements AutoCloseable {
  private static final Duration READY_LIMIT = Duration.ofSeconds(60);

  private final StateDirectory state;
  private final Tether tether;
  private final EmbeddedPostgres postgres;
  private final EmbeddedTemporal temporal;

  private DevServers(
      StateDirectory state, Tether tether, EmbeddedPostgres postgres, EmbeddedTemporal temporal) {
    this.state = state;
    this.tether = tether;
    this.postgres = postgres;
    this.temporal = temporal;
  }

  /// Starts both and waits until they answer.
  ///
  /// @throws ProcessException with nothing left running
  static DevServers start(DevOptions options, Programs programs) {
    Opened opened = new Opened();
    try {
      StateDirectory state = opened.add(StateDirectory.open(options.stateDirectory()));
      NativeLibraries.unpackInto(state.resolve("native"));
      Tether tether = opened.add(Tether.start());
      EmbeddedTemporal temporal = opened.add(temporal(options, programs, state, tether));
      Durability durability = options.throwaway() ? Durability.NONE : Durability.FULL;
      EmbeddedPostgres postgres = opened.add(EmbeddedPostgres.start(state, durability, tether));
      awaitTemporal(temporal, options.namespace());
      return new DevServers(state, tether, postgres, temporal);
    } catch (RuntimeException e) {
      opened.closeAll(e);
      throw e;
    }
  }

  private static EmbeddedTemporal temporal(
      DevOptions options, Programs programs, StateDirectory state, Tether tether) {
    Optional<Path> program = programs.find("temporal");
    if (program.isEmpty() && !options.offline()) {
      program = TemporalDownload.program(state);
    }
    return program.isPresent()
        ? TemporalProgram.start(program.get(), programs, state, options, tether)
        : InMemoryTemporal.start(Ports.claim(options.port(), "--port"));
  }

  private static void awaitTemporal(EmbeddedTemporal temporal, String namespace) {
    try (var connection = TemporalConnection.open(temporal.address(), namespace)) {
      switch (temporal) {
        case TemporalProgram program ->
            connection.awaitNamespace(READY_LIMIT, program::requireAlive);
        case InMemoryTemporal _ -> connection.awaitNamespace(READY_LIMIT, () -> {});
      }
    }
    SearchAttributeRegistration.register(temporal.address(), namespace);
  }

  EmbeddedTemporal temporal() {
    return temporal;
  }

  Database database() {
    return postgres.database();
  }

  StateDirectory state() {
    return state;
  }

  @Override
  public void close() {
    Opened opened = new Opened();
    opened.add(state);
    opened.add(tether);
    opened.add(postgres);
    opened.add(temporal);
    opened.closeAll();
  }
}
