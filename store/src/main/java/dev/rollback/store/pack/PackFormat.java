package dev.rollback.store.pack;

import dev.rollback.store.seal.BlobHeader;
import dev.rollback.store.seal.BlobId;
import dev.rollback.store.seal.BlobKind;

/// Names, marks and limits of packs.
public final class PackFormat {
  /// What all names of packs begin with.
  public static final String PREFIX = "packs/";

  /// Plain bytes that no frame exceeds.
  public static final int LONGEST_FRAME = 4 << 20;

  /// Plain bytes that no directory exceeds.
  static final int LONGEST_DIRECTORY = 64 << 20;

  /// Bytes at a pack's end: length of the sealed directory, number of frames, mark.
  static final int TRAILER = 16;

  /// `RBPE`, as a little-endian number.
  static final int END = 0x45504252;

  /// A pack that has so many bytes, or entries, gets no further frames.
  static final int FULL = 32 << 20;

  static final int MOST_ENTRIES = 1 << 16;

  private PackFormat() {}

  /// The blob's name of a pack.
  public static String name(BlobId pack) {
    String hex = pack.hex();
    return PREFIX + hex.substring(0, 2) + "/" + hex;
  }

  /// Whether a blob of this name is a pack's.
  public static boolean isName(String name) {
    int start = PREFIX.length() + 3;
    return name.startsWith(PREFIX)
        && name.length() == start + 2 * BlobId.BYTES
        && BlobId.isHex(name.substring(start))
        && name.equals(name(BlobId.parse(name.substring(start))));
  }

  /// The pack whose blob has this name, as [#isName] says.
  public static BlobId id(String name) {
    return BlobId.parse(name.substring(PREFIX.length() + 3));
  }

  /// The header of a pack.
  public static BlobHeader header(BlobId pack) {
    return new BlobHeader(BlobKind.PACK, pack);
  }
}
