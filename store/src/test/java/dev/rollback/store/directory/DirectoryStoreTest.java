package dev.rollback.store.directory;

import dev.rollback.store.SnapshotStore;
import dev.rollback.store.SnapshotStoreContract;
import dev.rollback.store.StoreException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class DirectoryStoreTest extends SnapshotStoreContract {
  @TempDir private Path directory;

  @Override
  protected SnapshotStore open() throws StoreException {
    return DirectoryStore.open(directory);
  }
}
