package dev.rollback.store.seal;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The first bytes of a sealed blob: what it is, and the salt of its key.
public record BlobHeader(BlobKind kind, BlobId salt) {
  /// Bytes in a header.
  public static final int LENGTH = 24;

  /// The version of the format that this writes and reads.
  public static final int VERSION = 2;

  private static final int SALT = 8;

  /// The header's bytes.
  public byte[] encode() {
    byte[] bytes = Arrays.copyOf(kind.mark(), LENGTH);
    bytes[4] = VERSION;
    salt.write(bytes, SALT);
    return bytes;
  }

  /// Reads the header of a blob that should be of this kind. A wrong salt is found out when the
  /// first segment is opened.
  ///
  /// @return null when these bytes are no such header
  static @Nullable BlobHeader decode(BlobKind kind, byte[] bytes) {
    if (bytes.length < LENGTH) {
      return null;
    }
    var header = new BlobHeader(kind, BlobId.at(bytes, SALT));
    return Arrays.equals(header.encode(), 0, LENGTH, bytes, 0, LENGTH) ? header : null;
  }
}
