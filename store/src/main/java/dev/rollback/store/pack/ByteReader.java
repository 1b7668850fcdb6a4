package dev.rollback.store.pack;

import dev.rollback.store.Sha256;
import dev.rollback.store.seal.BlobId;
import java.util.Objects;

/// Reads what a [ByteWriter] wrote, from bytes that may be forged: every method throws
/// [IllegalArgumentException], with what is wrong, rather than read beyond the end or promise more
/// than can follow.
public final class ByteReader {
  private final byte[] bytes;
  private final int end;
  private int at;

  public ByteReader(byte[] bytes, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    this.bytes = bytes;
    this.at = offset;
    this.end = offset + length;
  }

  /// An unsigned LEB128 number, in its shortest form.
  public long varint() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      need(1);
      int next = bytes[at++];
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        if ((next == 0 && shift > 0) || (shift == 63 && next > 1)) {
          break;
        }
        return value;
      }
    }
    throw new IllegalArgumentException("it has a number that none writes");
  }

  /// A varint from 0 to a limit.
  public long varint(long most) {
    long value = varint();
    if (value < 0 || value > most) {
      throw new IllegalArgumentException("it has a number beyond " + most);
    }
    return value;
  }

  /// A number of things that follow, each of which takes at least so many bytes.
  public int count(int bytesEach) {
    long value = varint();
    if (value < 0 || value > (end - at) / bytesEach) {
      throw new IllegalArgumentException("it promises more than it has");
    }
    return (int) value;
  }

  /// A little-endian number of so many bytes.
  public long number(int count) {
    need(count);
    long value = 0;
    for (int i = 0; i < count; i++) {
      value |= (long) (bytes[at++] & 0xff) << (8 * i);
    }
    return value;
  }

  public Sha256 sum() {
    need(Sha256.BYTES);
    at += Sha256.BYTES;
    return Sha256.at(bytes, at - Sha256.BYTES);
  }

  public BlobId id() {
    need(BlobId.BYTES);
    at += BlobId.BYTES;
    return BlobId.at(bytes, at - BlobId.BYTES);
  }

  /// Passes over bytes, and answers where in the array they begin.
  public int skip(int count) {
    need(count);
    at += count;
    return at - count;
  }

  public int remaining() {
    return end - at;
  }

  /// Ends the reading.
  ///
  /// @throws IllegalArgumentException when something is left
  public void end() {
    if (at != end) {
      throw new IllegalArgumentException("something follows its end");
    }
  }

  private void need(int count) {
    if (count < 0 || end - at < count) {
      throw new IllegalArgumentException("it ends early");
    }
  }
}
