package dev.rollback.store.seal;

import dev.rollback.store.Passphrase;
import dev.rollback.store.StoreException;
import dev.rollback.store.StoreException.Kind;
import dev.rollback.store.blob.Blobs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The key files of a store. A passphrase is added and removed without touching what is stored.
public final class StoreKeys {
  private static final String PREFIX = "keys/";

  /// Whoever makes a store writes this one; so of many who make it at once, one decides its key.
  private static final BlobId FIRST = new BlobId(0, 0);

  /// The name of its blob.
  public static final String FIRST_NAME = PREFIX + FIRST;

  private final Blobs blobs;
  private final KeyCost cost;

  /// @param cost of the passphrases that are added here
  public StoreKeys(Blobs blobs, KeyCost cost) {
    this.blobs = blobs;
    this.cost = cost;
  }

  /// Makes the master key of a new store, unless somebody made one meanwhile.
  ///
  /// @param passphrase empty for a store that whoever may read it can read
  public void create(Optional<Passphrase> passphrase) throws StoreException {
    KeyFile key = wrap(FIRST, MasterKey.random(), passphrase, "first");
    blobs.create(key.name(), key.encode());
  }

  /// The master key.
  ///
  /// @throws StoreException DENIED when the passphrase opens no key, when one is needed and none is
  ///     given, and when one is given that the store was made without; MISSING without any key
  public MasterKey open(Optional<Passphrase> passphrase) throws StoreException {
    List<KeyFile> keys =
        list().stream().filter(key -> key.needsPassphrase() == passphrase.isPresent()).toList();
    for (KeyFile key : keys) {
      Optional<MasterKey> master = withBytes(passphrase, key::unwrap);
      if (master.isPresent()) {
        return master.get();
      }
    }
    throw refusal(passphrase.isPresent());
  }

  private StoreException refusal(boolean given) throws StoreException {
    List<KeyFile> all = list();
    String which = String.join(", ", all.stream().map(StoreKeys::shown).toList());
    if (all.isEmpty()) {
      return new StoreException(
          Kind.MISSING,
          "The store %s has no intact key, so nothing in it can be read. Bring back its 'keys'."
              .formatted(blobs.place()));
    }
    boolean matching = all.stream().anyMatch(key -> key.needsPassphrase() == given);
    String why;
    if (given) {
      why =
          matching
              ? "is not opened by this passphrase (its keys: %s). Give the one it was made with."
              : "was made without a passphrase (its keys: %s), and one was given. Open it with"
                  + " none, or choose another place for a store that is protected.";
    } else {
      why =
          matching
              ? "has a damaged key (its keys: %s). Bring back its 'keys'."
              : "needs a passphrase (its keys: %s), and none was given. Name it by"
                  + " ROLLBACK_STORE_KEY.";
    }
    return new StoreException(
        Kind.DENIED, "The store " + blobs.place() + " " + why.formatted(which));
  }

  private static String shown(KeyFile key) {
    return key.id().hex().substring(0, 8) + (key.label().isEmpty() ? "" : " '" + key.label() + "'");
  }

  /// All keys that are intact, the oldest first.
  public List<KeyFile> list() throws StoreException {
    var names = new ArrayList<String>();
    blobs.list(PREFIX, blob -> names.add(blob.name()));
    var keys = new ArrayList<KeyFile>();
    for (String name : names) {
      read(name).ifPresent(keys::add);
    }
    keys.sort(Comparator.comparing(KeyFile::created).thenComparing(KeyFile::id));
    return keys;
  }

  /// Names of blobs among the keys that open nothing. Whether one that needs a passphrase is whole
  /// in its last line, only its passphrase tells.
  public List<String> damages() throws StoreException {
    var damages = new ArrayList<String>();
    var names = new ArrayList<String>();
    blobs.list(PREFIX, blob -> names.add(blob.name()));
    for (String name : names) {
      Optional<KeyFile> key = read(name);
      if (key.isEmpty()
          || (!key.get().needsPassphrase() && key.get().unwrap(Optional.empty()).isEmpty())) {
        damages.add(name);
      }
    }
    return damages;
  }

  private Optional<KeyFile> read(String name) throws StoreException {
    String id = name.substring(PREFIX.length());
    if (!BlobId.isHex(id)) {
      return Optional.empty();
    }
    try {
      return Optional.of(KeyFile.decode(BlobId.parse(id), blobs.read(name, KeyFile.MOST_BYTES)));
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    } catch (StoreException failed) {
      if (failed.kind() == Kind.MISSING || failed.kind() == Kind.CORRUPT) {
        return Optional.empty();
      }
      throw failed;
    }
  }

  /// Adds a passphrase, durably.
  ///
  /// @param master what [#open] gave
  /// @param label whose it is, for people
  public KeyFile add(MasterKey master, Passphrase passphrase, String label) throws StoreException {
    KeyFile key = wrap(BlobId.random(), master, Optional.of(passphrase), label);
    blobs.create(key.name(), key.encode());
    return key;
  }

  /// Removes a key, durably. What it opened stays as it is: a master key that somebody copied opens
  /// the store still.
  ///
  /// @throws StoreException MISSING when there is no such key, DENIED when it is the last
  public void remove(BlobId id) throws StoreException {
    List<KeyFile> keys = list();
    if (keys.stream().noneMatch(key -> key.id().equals(id))) {
      throw new StoreException(
          Kind.MISSING, "The store %s has no key %s.".formatted(blobs.place(), id));
    }
    if (keys.size() == 1) {
      throw new StoreException(
          Kind.DENIED,
          "Key %s is the last of the store %s: without it nothing could be read. Add another first."
              .formatted(id, blobs.place()));
    }
    blobs.delete(PREFIX + id);
  }

  private KeyFile wrap(BlobId id, MasterKey master, Optional<Passphrase> passphrase, String label)
      throws StoreException {
    var now = blobs.now();
    return withBytes(passphrase, bytes -> KeyFile.wrap(id, master, bytes, cost, now, label));
  }

  private static <T> T withBytes(
      Optional<Passphrase> passphrase, Function<Optional<byte[]>, T> deed) {
    Optional<byte[]> bytes = passphrase.map(Passphrase::bytes);
    try {
      return deed.apply(bytes);
    } finally {
      bytes.ifPresent(each -> Arrays.fill(each, (byte) 0));
    }
  }
}
