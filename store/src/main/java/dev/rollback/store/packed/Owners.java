package dev.rollback.store.packed;

import dev.rollback.store.Owner;
import dev.rollback.store.Sha256;
import dev.rollback.store.StoreException;
import dev.rollback.store.StoreException.Kind;
import dev.rollback.store.blob.Blobs;
import dev.rollback.store.seal.BlobKind;
import dev.rollback.store.seal.MasterKey;
import dev.rollback.store.seal.SealedBlob;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// The lists of all owners, one blob each.
public final class Owners {
  /// What all names of lists begin with.
  public static final String PREFIX = "owners/";

  private static final int SHOWN = 120;
  private static final int DIGEST_BYTES = 16;
  private static final int MOST_BYTES = (64 << 20) + (1 << 16);

  /// More than header and tags take.
  private static final int SEAL = 1 << 12;

  private final Blobs blobs;
  private final MasterKey master;
  private final int mostBytes;

  public Owners(Blobs blobs, MasterKey master) {
    this(blobs, master, MOST_BYTES);
  }

  /// @param mostBytes of a blob that is read, and so of one that is written
  Owners(Blobs blobs, MasterKey master, int mostBytes) {
    this.blobs = blobs;
    this.master = master;
    this.mostBytes = mostBytes;
  }

  /// The blob's name of an owner's list: as much of the owner's name as fits, for people, and a
  /// digest of all of it.
  public static String name(Owner owner) {
    byte[] all = owner.name().getBytes(StandardCharsets.US_ASCII);
    String digest = HexFormat.of().formatHex(Sha256.digest().digest(all), 0, DIGEST_BYTES);
    String shown = owner.name().replace('/', '+');
    return PREFIX + shown.substring(0, Math.min(SHOWN, shown.length())) + "." + digest;
  }

  /// Puts a list in the place of the owner's former one.
  ///
  /// @throws StoreException FAILED, with nothing changed, when it is longer than its readers take
  void write(OwnerList list) throws StoreException {
    String name = name(list.owner());
    if (list.encodedLength() > mostBytes - SEAL) {
      throw new StoreException(
          Kind.FAILED,
          "Owner %s keeps %d contents and %d nodes by itself, more than a list may have. Let nodes refer to them."
              .formatted(list.owner(), list.contents().size(), list.nodes().size()));
    }
    blobs.replace(name, SealedBlob.seal(master, BlobKind.OWNER, name, list.encode()));
  }

  /// Forgets an owner.
  public void delete(Owner owner) throws StoreException {
    blobs.delete(name(owner));
  }

  /// What an owner keeps; empty when there is no such owner.
  ///
  /// @throws StoreException CORRUPT when its list is damaged
  public Optional<OwnerList> read(Owner owner) throws StoreException {
    return read(name(owner));
  }

  /// The list of a blob; empty when it is gone.
  public Optional<OwnerList> read(String name) throws StoreException {
    try {
      byte[] plain = SealedBlob.read(blobs, master, BlobKind.OWNER, name, mostBytes);
      OwnerList list = OwnerList.decode(plain);
      if (!name(list.owner()).equals(name)) {
        throw damaged(name, "it is that of another owner");
      }
      return Optional.of(list);
    } catch (IllegalArgumentException malformed) {
      throw damaged(name, String.valueOf(malformed.getMessage()));
    } catch (StoreException failed) {
      if (failed.kind() == Kind.MISSING) {
        return Optional.empty();
      }
      throw failed;
    }
  }

  private StoreException damaged(String name, String why) {
    return SealedBlob.damaged(blobs, BlobKind.OWNER, name, why);
  }

  /// The names of all lists' blobs, in order.
  ///
  /// They are listed twice: a file that is replaced in the moment it would be listed is passed over
  /// by some file systems, and what an owner keeps that is passed over would be taken for garbage.
  public List<String> names() throws StoreException {
    var names = new TreeSet<String>();
    for (int listing = 0; listing < 2; listing++) {
      blobs.list(PREFIX, blob -> names.add(blob.name()));
    }
    return List.copyOf(names);
  }

  /// All owners, in order of their names; a list is read only where its blob's name does not say
  /// whose it is.
  ///
  /// @throws StoreException CORRUPT when neither does
  public List<Owner> all() throws StoreException {
    var owners = new ArrayList<Owner>();
    for (String name : names()) {
      Optional<Owner> shown = shown(name);
      if (shown.isPresent()) {
        owners.add(shown.get());
      } else {
        read(name).ifPresent(list -> owners.add(list.owner()));
      }
    }
    owners.sort(null);
    return owners;
  }

  /// The owner that a blob's name shows in full.
  public static Optional<Owner> shown(String name) {
    int dot = name.lastIndexOf('.');
    if (!name.startsWith(PREFIX) || dot <= PREFIX.length()) {
      return Optional.empty();
    }
    try {
      var owner = new Owner(name.substring(PREFIX.length(), dot).replace('+', '/'));
      return Optional.of(owner).filter(each -> name(each).equals(name));
    } catch (IllegalArgumentException none) {
      return Optional.empty();
    }
  }
}
