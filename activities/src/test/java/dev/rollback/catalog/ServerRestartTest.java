package dev.rollback.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.contract.FailureType;
import dev.rollback.contract.RollbackException;
import dev.rollback.contract.SnapshotRecord;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The server goes away and comes back, on the same data and port.
final class ServerRestartTest {
  @TempDir Path directory = Path.of("unset");

  private final int port = freePort();
  private Optional<EmbeddedPostgres> server = Optional.empty();

  @BeforeEach
  void start() throws IOException {
    server =
        Optional.of(
            EmbeddedPostgres.builder()
                .setDataDirectory(directory.resolve("data"))
                .setCleanDataDirectory(false)
                .setPort(port)
                .start());
  }

  @AfterEach
  void stop() throws IOException {
    if (server.isPresent()) {
      server.get().close();
    }
    server = Optional.empty();
  }

  private CatalogDatabase migrated() {
    CatalogDatabase database =
        CatalogDatabase.open(
            "postgresql://postgres@localhost:%d/postgres".formatted(port),
            null,
            null,
            Duration.ofSeconds(2));
    database.migrate();
    return database;
  }

  @Test
  void whatWasWrittenIsThereAfterwardsAndWorkGoesOn() throws IOException {
    try (CatalogDatabase database = migrated()) {
      var catalog = new PostgresCatalog(database.dataSource(), new MemorySidecars());
      catalog.begin(Samples.draft("nightly", "w"), _ -> true);

      stop();
      RollbackException refusal = CatalogContract.refusal(() -> catalog.find("nightly"));
      start();

      assertThat(refusal.type()).isEqualTo(FailureType.CONNECTION_FAILED);
      assertThat(refusal).hasMessageContaining("PostgreSQL");
      assertThat(repeated(catalog).status()).isEqualTo("created");
    }
  }

  @Test
  void aServerThatStopsInTheMiddleOfACompletionLosesNothing() throws IOException {
    try (CatalogDatabase database = migrated()) {
      var sidecars = new StoppingSidecars();
      var catalog = new PostgresCatalog(database.dataSource(), sidecars);
      catalog.begin(Samples.draft("nightly", "w"), _ -> true);

      RollbackException refusal =
          CatalogContract.refusal(() -> catalog.complete(Samples.completion("nightly"), "w"));
      start();

      assertThat(refusal.type()).isEqualTo(FailureType.CONNECTION_FAILED);
      assertThat(sidecars.list()).containsExactly("nightly");
      assertThat(repeated(catalog).status()).isEqualTo("created");
    }
  }

  /// As Temporal repeats it: while the pool still finds connections that broke.
  private static SnapshotRecord repeated(Catalog catalog) {
    for (int attempt = 1; ; attempt++) {
      try {
        return catalog.complete(Samples.completion("nightly"), "w");
      } catch (RollbackException e) {
        if (!e.type().retryable() || attempt == 20) {
          throw e;
        }
      }
    }
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Stops the server once, between the sidecar and the row.
  private final class StoppingSidecars implements SidecarFiles {
    private final MemorySidecars files = new MemorySidecars();
    private boolean stopped;

    @Override
    public void write(String snapshotId, byte[] json) {
      files.write(snapshotId, json);
      if (!stopped) {
        stopped = true;
        try {
          stop();
        } catch (IOException e) {
          throw new IllegalStateException(e);
        }
      }
    }

    @Override
    public Optional<byte[]> read(String snapshotId) {
      return files.read(snapshotId);
    }

    @Override
    public List<String> list() {
      return files.list();
    }

    @Override
    public void delete(String snapshotId) {
      files.delete(snapshotId);
    }
  }
}
