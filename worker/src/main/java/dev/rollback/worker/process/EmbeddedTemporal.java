package dev.rollback.worker.process;

import java.net.URI;
import java.util.Optional;

/// A Temporal server for one machine, started by us and ended by us.
sealed interface EmbeddedTemporal extends AutoCloseable permits TemporalProgram, InMemoryTemporal {
  /// `host:port` for clients.
  String address();

  /// The Web UI's address, where there is one.
  Optional<URI> ui();

  /// What this server cannot do that a real one can, as a sentence; empty where it is a real one.
  Optional<String> lacks();

  @Override
  void close();
}
