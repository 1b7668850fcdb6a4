package dev.rollback.worker.cli;

import dev.rollback.store.Passphrase;
import dev.rollback.store.StoreException;
import dev.rollback.store.blob.Blobs;
import dev.rollback.store.blob.DirectoryBlobs;
import dev.rollback.store.blob.S3Blobs;
import dev.rollback.store.seal.BlobId;
import dev.rollback.store.seal.KeyCost;
import dev.rollback.store.seal.KeyFile;
import dev.rollback.store.seal.MasterKey;
import dev.rollback.store.seal.StoreKeys;
import dev.rollback.worker.SettingsException;
import dev.rollback.worker.SettingsReader;
import dev.rollback.worker.StoreSettings;
import dev.rollback.worker.cli.client.WorkFailed;
import dev.rollback.worker.cli.request.UsageError;
import java.util.List;
import java.util.Optional;

/// The keys of a store that a passphrase, or none, has opened.
final class OpenKeys implements AutoCloseable {
  private final Console console;
  private final Blobs blobs;
  private final StoreKeys keys;
  private final MasterKey master;

  private OpenKeys(Console console, Blobs blobs, StoreKeys keys, MasterKey master) {
    this.console = console;
    this.blobs = blobs;
    this.keys = keys;
    this.master = master;
  }

  /// @throws SettingsException where the settings do not name a store and a key
  /// @throws StoreException where they do not open it
  static OpenKeys of(Console console) throws StoreException {
    StoreSettings settings = SettingsReader.store(console.environment());
    Blobs blobs =
        settings.directory().isPresent()
            ? new DirectoryBlobs(settings.directory().get())
            : S3Blobs.open(settings.place());
    try {
      requireStore(settings, blobs);
      var keys = new StoreKeys(blobs, KeyCost.USUAL);
      return new OpenKeys(console, blobs, keys, opened(settings, keys));
    } catch (StoreException | RuntimeException e) {
      blobs.close();
      throw e;
    }
  }

  private static void requireStore(StoreSettings settings, Blobs blobs) throws StoreException {
    if (blobs.status("format").isEmpty()) {
      throw WorkFailed.refused(
          "NotFound",
          "There is no store at %s: name it with ROLLBACK_STORE.".formatted(settings.place()));
    }
  }

  private static MasterKey opened(StoreSettings settings, StoreKeys keys) throws StoreException {
    if (settings.key().isEmpty()) {
      return keys.open(Optional.empty());
    }
    try (var passphrase = new Passphrase(settings.key().get().value().toCharArray())) {
      return keys.open(Optional.of(passphrase));
    }
  }

  void add(NewPassphraseOptions options) throws StoreException {
    try (Passphrase passphrase = options.passphrase(console)) {
      keys.add(master, passphrase, options.label());
    } catch (IllegalArgumentException e) {
      throw new UsageError("The new key is not taken: " + e.getMessage(), e);
    }
  }

  void remove(String beginning) throws StoreException {
    keys.remove(requireOne(beginning));
  }

  /// @return the only key that the beginning of an id names
  BlobId requireOne(String beginning) throws StoreException {
    List<BlobId> named =
        keys.list().stream()
            .map(KeyFile::id)
            .filter(id -> !beginning.isEmpty() && id.hex().startsWith(beginning))
            .toList();
    if (named.size() != 1) {
      throw WorkFailed.refused(
          "NotFound",
          "%d keys of the store begin with %s; `rollback store key list` names them."
              .formatted(named.size(), beginning));
    }
    return named.getFirst();
  }

  /// The id of the store's only key.
  String only() throws StoreException {
    List<KeyFile> all = keys.list();
    if (all.size() != 1) {
      throw new UsageError(
          "The store has %d keys: say with --key which one goes.".formatted(all.size()));
    }
    return all.getFirst().id().hex();
  }

  StoreKeyCommand.Keys told() throws StoreException {
    return new StoreKeyCommand.Keys(
        "success", keys.list().stream().map(StoreKeyCommand.Key::of).toList());
  }

  @Override
  public void close() throws StoreException {
    blobs.close();
  }
}
