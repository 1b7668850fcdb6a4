package dev.rollback.store.directory;

import dev.rollback.store.ContentId;
import dev.rollback.store.StoreException;
import dev.rollback.store.StoreException.Kind;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/// The first [#LENGTH] bytes of a content file. They guard themselves and the payload behind them
/// by CRC-32C, which finds every change of a single bit.
///
/// @param plainLength bytes of the content
/// @param payloadLength bytes after the header, to the end of the file
/// @param payloadCrc CRC-32C of those bytes
record ContentHeader(Codec codec, long plainLength, long payloadLength, int payloadCrc) {
  static final int LENGTH = 32;

  private static final int MAGIC = 0x52424346; // "RBCF"
  private static final byte VERSION = 1;
  private static final int GUARDED = LENGTH - Integer.BYTES;

  ContentHeader {
    if (plainLength < 0 || payloadLength < 0) {
      throw new IllegalArgumentException("Lengths are not negative.");
    }
  }

  /// The header's bytes, ready to be written.
  ByteBuffer encode() {
    ByteBuffer bytes = ByteBuffer.allocate(LENGTH);
    bytes.putInt(MAGIC).put(VERSION).put(codec.number()).putShort((short) 0);
    bytes.putLong(plainLength).putLong(payloadLength).putInt(payloadCrc);
    return bytes.putInt(crc(bytes)).flip();
  }

  /// Reads the header of a content's file.
  ///
  /// @param fileLength bytes of the whole file
  static ContentHeader decode(ContentId content, ByteBuffer bytes, long fileLength)
      throws StoreException {
    if (bytes.remaining() < LENGTH) {
      throw damaged(content, "its file ends within the header");
    }
    if (bytes.getInt(GUARDED) != crc(bytes) || bytes.getInt(0) != MAGIC) {
      throw damaged(content, "its header is changed");
    }
    if (bytes.get(4) != VERSION) {
      throw new StoreException(
          Kind.UNKNOWN_FORMAT,
          "Content "
              + content
              + " has format "
              + bytes.get(4)
              + "; this version reads 1. Upgrade.");
    }
    long plainLength = bytes.getLong(8);
    long payloadLength = bytes.getLong(16);
    if (plainLength < 0 || payloadLength != fileLength - LENGTH) {
      throw damaged(content, "its file has " + fileLength + " bytes, which the header denies");
    }
    return new ContentHeader(
        codec(content, bytes.get(5)), plainLength, payloadLength, bytes.getInt(24));
  }

  /// What a reader hears of damage, with what to do now.
  static StoreException damaged(ContentId content, String how) {
    return new StoreException(
        Kind.CORRUPT,
        "Content "
            + content
            + " is damaged: "
            + how
            + ". Check the store to see which snapshots need it, and take those again.");
  }

  private static Codec codec(ContentId content, byte number) throws StoreException {
    for (Codec codec : Codec.values()) {
      if (codec.number() == number) {
        return codec;
      }
    }
    throw damaged(content, "its header names the unknown codec " + number);
  }

  private static int crc(ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes.duplicate().position(0).limit(GUARDED));
    return (int) crc.getValue();
  }
}
