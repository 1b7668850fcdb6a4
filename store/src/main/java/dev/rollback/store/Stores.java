package dev.rollback.store;

import dev.rollback.store.blob.Blobs;
import dev.rollback.store.blob.DirectoryBlobs;
import dev.rollback.store.blob.S3Blobs;
import dev.rollback.store.packed.PackStore;
import dev.rollback.store.repair.Repair;
import dev.rollback.store.repair.RepairReport;
import java.nio.file.Path;
import java.util.Optional;

/// Opens stores by where they are.
public final class Stores {
  private static final String S3 = "s3:";

  private Stores() {}

  /// Opens the store in this place; makes it where there is nothing yet.
  ///
  /// @param place a directory's path, or `s3://bucket/prefix`
  /// @param passphrase what the store's key is wrapped under; empty for a store without one
  /// @throws StoreException UNKNOWN_FORMAT, with nothing changed, when the place holds other things
  ///     or a store of another version; DENIED when the passphrase is not the store's
  public static PackStore open(String place, Optional<Passphrase> passphrase)
      throws StoreException {
    return PackStore.open(blobs(place), passphrase);
  }

  /// As [#open(String, Optional)], for a directory.
  public static PackStore open(Path directory, Optional<Passphrase> passphrase)
      throws StoreException {
    return PackStore.open(new DirectoryBlobs(directory), passphrase);
  }

  /// Repairs the store in this place, which no other process may use meanwhile: writes a lost index
  /// anew, saves what damaged packs still hold, and says which owners lost what.
  ///
  /// @throws StoreException FAILED, with nothing changed, when another process writes or prunes
  ///     there; UNKNOWN_FORMAT when it is a store of another version; DENIED when the passphrase is
  ///     not the store's; any other when the storage fails: nothing is taken for damaged then
  public static RepairReport repair(String place, Optional<Passphrase> passphrase)
      throws StoreException {
    try (Blobs blobs = blobs(place)) {
      return Repair.run(blobs, passphrase);
    }
  }

  private static Blobs blobs(String place) throws StoreException {
    return place.startsWith(S3) ? S3Blobs.open(place) : new DirectoryBlobs(Path.of(place));
  }
}
