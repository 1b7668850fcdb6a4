package dev.rollback.store.seal;

import dev.rollback.store.StoreException;
import dev.rollback.store.StoreException.Kind;
import dev.rollback.store.blob.Blobs;
import java.util.Arrays;

/// A blob that is one header and one sealed run, written and read as a whole.
public final class SealedBlob {
  private SealedBlob() {}

  /// The bytes of a blob with this name and these plain bytes.
  public static byte[] seal(MasterKey master, BlobKind kind, String name, byte[] plain) {
    var header = new BlobHeader(kind, BlobId.random());
    var cipher = new BlobCipher(master);
    cipher.turnTo(header, name);
    long sealed = BlobHeader.LENGTH + BlobCipher.sealedLength(plain.length);
    byte[] bytes = Arrays.copyOf(header.encode(), Math.toIntExact(sealed));
    cipher.seal(0, plain, 0, plain.length, bytes, BlobHeader.LENGTH);
    return bytes;
  }

  /// Reads a blob's plain bytes.
  ///
  /// @throws StoreException MISSING when there is no such blob, CORRUPT when a bit of it, or its
  ///     name, is not what was written
  public static byte[] read(
      Blobs blobs, MasterKey master, BlobKind kind, String name, int maximumBytes)
      throws StoreException {
    byte[] bytes = blobs.read(name, maximumBytes);
    BlobHeader header = header(blobs, kind, name, bytes);
    int length = bytes.length - BlobHeader.LENGTH;
    var cipher = new BlobCipher(master);
    cipher.turnTo(header, name);
    byte[] plain = new byte[(int) Math.max(0, BlobCipher.plainLength(length))];
    if (cipher.open(0, bytes, BlobHeader.LENGTH, length, plain, 0) < 0) {
      throw damaged(blobs, kind, name, "its seal is broken");
    }
    return plain;
  }

  /// The header at the beginning of these bytes.
  ///
  /// @throws StoreException CORRUPT when there is none of this kind and version
  public static BlobHeader header(Blobs blobs, BlobKind kind, String name, byte[] bytes)
      throws StoreException {
    BlobHeader header = BlobHeader.decode(kind, bytes);
    if (header == null) {
      throw damaged(blobs, kind, name, "it does not begin as one of version " + BlobHeader.VERSION);
    }
    return header;
  }

  /// A sentence for a blob that is not what was written.
  public static StoreException damaged(Blobs blobs, BlobKind kind, String name, String why) {
    return new StoreException(
        Kind.CORRUPT,
        "The %s %s of the store %s is damaged: %s. Check the store to see who suffers, then repair it."
            .formatted(kind.noun(), name, blobs.place(), why));
  }
}
