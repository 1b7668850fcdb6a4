package dev.rollback.worker.cli;

import dev.rollback.store.Passphrase;
import dev.rollback.store.StoreException;
import dev.rollback.store.seal.BlobId;
import dev.rollback.store.seal.KeyCost;
import dev.rollback.store.seal.KeyFile;
import dev.rollback.store.seal.MasterKey;
import dev.rollback.store.seal.StoreKeys;
import dev.rollback.worker.cli.client.WorkFailed;
import dev.rollback.worker.cli.request.UsageError;
import java.util.List;

/// The keys of a store that a passphrase, or none, has opened.
final class OpenKeys implements AutoCloseable {
  private final Console console;
  private final StoreAtHand store;
  private final StoreKeys keys;
  private final MasterKey master;

  private OpenKeys(Console console, StoreAtHand store, StoreKeys keys, MasterKey master) {
    this.console = console;
    this.store = store;
    this.keys = keys;
    this.master = master;
  }

  /// @throws dev.rollback.worker.SettingsException where the settings do not name a store and a key
  /// @throws StoreException where they do not open it
  static OpenKeys of(Console console) throws StoreException {
    StoreAtHand store = StoreAtHand.of(console);
    try {
      var keys = new StoreKeys(store.blobs(), KeyCost.USUAL);
      return new OpenKeys(console, store, keys, store.opened(keys::open));
    } catch (StoreException | RuntimeException e) {
      store.close();
      throw e;
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
    store.close();
  }
}
