package dev.rollback.store.packed;

import dev.rollback.store.SnapshotStore;
import dev.rollback.store.SnapshotStoreContract;
import dev.rollback.store.StoreException;
import dev.rollback.store.blob.S3Server;
import dev.rollback.testing.Component;
import dev.rollback.testing.Requires;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/// A store in a bucket keeps what every store promises.
@Requires(Component.S3_SERVER)
final class S3StoreTest extends SnapshotStoreContract {
  private static final AtomicInteger NEXT = new AtomicInteger();
  private static S3Server server;

  private final String prefix = "stores/" + NEXT.incrementAndGet();

  @BeforeAll
  static void startAServer(@TempDir Path directory) throws IOException {
    server = S3Server.start(directory);
  }

  @AfterAll
  static void endTheServer() {
    server.close();
  }

  @Override
  protected SnapshotStore open() throws StoreException {
    return TestStores.open(server.blobs(prefix));
  }
}
