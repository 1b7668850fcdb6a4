package dev.rollback.store.packed;

import dev.rollback.store.Passphrase;
import dev.rollback.store.SnapshotStore;
import dev.rollback.store.SnapshotStoreContract;
import dev.rollback.store.StoreException;
import dev.rollback.store.blob.DirectoryBlobs;
import dev.rollback.store.chunk.Parameters;
import dev.rollback.store.seal.KeyCost;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

class PackStoreTest extends SnapshotStoreContract {
  private static final KeyCost CHEAP = new KeyCost(64, 1, 1);

  @TempDir private Path directory;

  @Override
  protected SnapshotStore open() throws StoreException {
    var passphrase = new Passphrase("correct horse".toCharArray());
    return PackStore.open(
        new DirectoryBlobs(directory), Optional.of(passphrase), CHEAP, Parameters.USUAL);
  }
}
