package dev.rollback.worker.process;

import io.temporal.testing.TemporalDevServer;
import io.temporal.testing.TemporalDevServerOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Temporal's program as the SDK downloads it: once, into the state directory.
final class TemporalDownload {
  private static final Logger LOG = LoggerFactory.getLogger(TemporalDownload.class);
  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  private TemporalDownload() {}

  /// The program, downloaded where it is not there yet; empty where it cannot be had. The SDK
  /// offers no download alone: its server is started once in memory, on free ports, and ended at
  /// once.
  static Optional<Path> program(StateDirectory state) {
    Path directory = state.resolve("temporal-program");
    Optional<Path> before = find(directory);
    if (before.isPresent()) {
      return before;
    }
    try {
      TemporalDevServer.start(
              TemporalDevServerOptions.newBuilder()
                  .setDownloadDestination(directory.toString())
                  .setIp("127.0.0.1")
                  .setUiEnabled(false)
                  .setStartupTimeout(START_LIMIT)
                  .build())
          .close();
    } catch (RuntimeException e) {
      LOG.warn("The temporal program cannot be downloaded: {}", e.getMessage());
    }
    return find(directory);
  }

  private static Optional<Path> find(Path directory) {
    if (!Files.isDirectory(directory)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("temporal"))
          .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
          .findFirst();
    } catch (IOException _) {
      return Optional.empty();
    }
  }
}
