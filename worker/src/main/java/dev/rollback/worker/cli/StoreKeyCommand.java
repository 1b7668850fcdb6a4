package dev.rollback.worker.cli;

import dev.rollback.store.StoreException;
import dev.rollback.store.seal.KeyFile;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `rollback store key`: the passphrases that open a store. Works on the store at hand, without
/// Temporal: a passphrase never travels.
@Command(
    name = "key",
    description = {
      "Say which passphrases open the store.",
      "Works on the store itself, where it is at hand: ROLLBACK_STORE, and ROLLBACK_STORE_KEY for"
          + " a",
      "passphrase that opens it now."
    })
final class StoreKeyCommand {
  /// A key as it is shown.
  ///
  /// @param kind `argon2id` needs a passphrase, `none` needs nothing
  record Key(String id, String kind, String created, String label) {
    static Key of(KeyFile key) {
      return new Key(
          key.id().hex(),
          key.needsPassphrase() ? "argon2id" : "none",
          key.created().toString(),
          key.label());
    }
  }

  /// The keys that there are.
  record Keys(String status, List<Key> keys) {}

  /// `list`.
  @Command(name = "list", description = "List the keys of the store.")
  static final class Listing extends StoreKeyWork {
    Listing(Console console) {
      super(console);
    }

    @Override
    void work(OpenKeys keys) throws StoreException {
      // What is shown is all there is to do.
    }
  }

  /// `add`.
  @Command(
      name = "add",
      description = {
        "Let one more passphrase open the store.",
        "A store that was made without one is protected once its key of kind none is removed."
      })
  static final class Adding extends StoreKeyWork {
    @Mixin private final NewPassphraseOptions passphrase = new NewPassphraseOptions();

    Adding(Console console) {
      super(console);
    }

    @Override
    void work(OpenKeys keys) throws StoreException {
      keys.add(passphrase);
    }
  }

  /// `remove`.
  @Command(name = "remove", description = "Let a passphrase no longer open the store.")
  static final class Removing extends StoreKeyWork {
    @Parameters(
        index = "0",
        paramLabel = "KEY",
        description = "The key's id, or as much of its beginning as names one key.")
    private String id = "";

    Removing(Console console) {
      super(console);
    }

    @Override
    void work(OpenKeys keys) throws StoreException {
      keys.remove(id);
    }
  }

  /// `passwd`.
  @Command(
      name = "passwd",
      description = "Put another passphrase in a key's place: add it, then remove the key.")
  static final class Changing extends StoreKeyWork {
    @Option(
        names = "--key",
        paramLabel = "KEY",
        description = "Whose place it takes; may be left out where there is only one key.")
    private @Nullable String id;

    @Mixin private final NewPassphraseOptions passphrase = new NewPassphraseOptions();

    Changing(Console console) {
      super(console);
    }

    @Override
    void work(OpenKeys keys) throws StoreException {
      String old = id == null ? keys.only() : id;
      keys.requireOne(old);
      keys.add(passphrase);
      keys.remove(old);
    }
  }
}
