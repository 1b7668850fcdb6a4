package dev.rollback.store.packed;

import dev.rollback.store.Passphrase;
import dev.rollback.store.StoreException;
import dev.rollback.store.blob.Blobs;
import dev.rollback.store.blob.DirectoryBlobs;
import dev.rollback.store.chunk.Parameters;
import dev.rollback.store.seal.KeyCost;
import java.nio.file.Path;
import java.util.Optional;

/// Opens stores for tests: under a passphrase that is cheap to try.
final class TestStores {
  static final KeyCost CHEAP = new KeyCost(64, 1, 1);

  private TestStores() {}

  static PackStore open(Path directory) throws StoreException {
    return open(new DirectoryBlobs(directory));
  }

  static PackStore open(Blobs blobs) throws StoreException {
    return open(blobs, Parameters.USUAL);
  }

  static PackStore open(Blobs blobs, Parameters parameters) throws StoreException {
    try (var passphrase = new Passphrase("correct horse".toCharArray())) {
      return PackStore.open(blobs, Optional.of(passphrase), CHEAP, parameters);
    }
  }
}
