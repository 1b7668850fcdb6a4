package dev.rollback.worker.cli;

import dev.rollback.store.Passphrase;
import dev.rollback.store.StoreException;
import dev.rollback.store.blob.Blobs;
import dev.rollback.store.blob.DirectoryBlobs;
import dev.rollback.store.blob.S3Blobs;
import dev.rollback.worker.SettingsReader;
import dev.rollback.worker.StoreSettings;
import dev.rollback.worker.cli.client.WorkFailed;
import java.util.Optional;

/// The store that the environment names, without Temporal. Close it after use.
///
/// @param settings where it is and what opens it
/// @param blobs what it is made of
record StoreAtHand(StoreSettings settings, Blobs blobs) implements AutoCloseable {
  /// What is done with a passphrase, which is wiped afterwards.
  @FunctionalInterface
  interface Deed<T> {
    T with(Optional<Passphrase> passphrase) throws StoreException;
  }

  /// @throws dev.rollback.worker.SettingsException where the settings do not name a store
  static StoreAtHand of(Console console) throws StoreException {
    StoreSettings settings = SettingsReader.store(console.environment());
    Blobs blobs =
        settings.directory().isPresent()
            ? new DirectoryBlobs(settings.directory().get())
            : S3Blobs.open(settings.place());
    try {
      if (blobs.status("format").isEmpty()) {
        throw WorkFailed.refused(
            "NotFound",
            "There is no store at %s: name it with ROLLBACK_STORE.".formatted(settings.place()));
      }
      return new StoreAtHand(settings, blobs);
    } catch (StoreException | RuntimeException e) {
      blobs.close();
      throw e;
    }
  }

  /// Does something with the passphrase that the settings name, if they name one.
  <T> T opened(Deed<T> deed) throws StoreException {
    if (settings.key().isEmpty()) {
      return deed.with(Optional.empty());
    }
    try (var passphrase = new Passphrase(settings.key().get().value().toCharArray())) {
      return deed.with(Optional.of(passphrase));
    }
  }

  @Override
  public void close() throws StoreException {
    blobs.close();
  }
}
