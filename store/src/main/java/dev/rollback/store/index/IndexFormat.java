package dev.rollback.store.index;

import dev.rollback.store.Sha256;
import dev.rollback.store.seal.BlobCipher;
import dev.rollback.store.seal.BlobHeader;
import dev.rollback.store.seal.BlobId;
import dev.rollback.store.seal.BlobKind;

/// Names, lengths and limits of index files.
public final class IndexFormat {
  /// What all names of index files begin with.
  public static final String PREFIX = "index/";

  /// Entries in every segment but the last.
  static final int PER_SEGMENT = 512;

  /// Bytes of an entry: id, frame, offset, length and kind.
  static final int ENTRY = Sha256.BYTES + 12;

  /// Plain bytes of every segment but the last.
  static final int PLAIN_SEGMENT = PER_SEGMENT * ENTRY;

  /// Sealed bytes of every segment but the last.
  static final int SEALED_SEGMENT = (int) BlobCipher.sealedLength(PLAIN_SEGMENT);

  /// Plain bytes that no table exceeds.
  static final int LONGEST_TABLE = 64 << 20;

  /// Bytes at a file's end: length of the sealed table, number of segments, mark.
  static final int TRAILER = 16;

  /// `RBIE`, as a little-endian number.
  static final int END = 0x45494252;

  /// Entries that one file is written with at most.
  static final int MOST_ENTRIES = 1 << 22;

  private IndexFormat() {}

  static String name(BlobId id) {
    return PREFIX + id;
  }

  /// Whether a blob of this name is an index.
  public static boolean isName(String name) {
    return name.startsWith(PREFIX) && BlobId.isHex(name.substring(PREFIX.length()));
  }

  static BlobId id(String name) {
    return BlobId.parse(name.substring(PREFIX.length()));
  }

  static BlobHeader header(BlobId id) {
    return new BlobHeader(BlobKind.INDEX, id);
  }

  /// Where a segment begins in its file.
  static long segmentOffset(int segment) {
    return BlobHeader.LENGTH + (long) segment * SEALED_SEGMENT;
  }
}
