package dev.rollback.store.pack;

import dev.rollback.store.Sha256;
import dev.rollback.store.seal.BlobId;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Bytes that grow: little-endian numbers, varints, ids.
public final class ByteWriter {
  private static final VarHandle BIG_ENDIAN =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private byte[] bytes;
  private int length;

  public ByteWriter(int expected) {
    bytes = new byte[Math.max(16, expected)];
  }

  /// An unsigned LEB128 number.
  public ByteWriter varint(long value) {
    room(10);
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      bytes[length++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[length++] = (byte) rest;
    return this;
  }

  /// The lowest `count` bytes of a number.
  public ByteWriter number(long value, int count) {
    room(count);
    for (int i = 0; i < count; i++) {
      bytes[length++] = (byte) (value >>> (8 * i));
    }
    return this;
  }

  /// Eight bytes, the highest first.
  public ByteWriter bigEndian(long value) {
    room(Long.BYTES);
    BIG_ENDIAN.set(bytes, length, value);
    length += Long.BYTES;
    return this;
  }

  public ByteWriter sum(Sha256 sum) {
    room(Sha256.BYTES);
    sum.write(bytes, length);
    length += Sha256.BYTES;
    return this;
  }

  public ByteWriter id(BlobId id) {
    room(BlobId.BYTES);
    id.write(bytes, length);
    length += BlobId.BYTES;
    return this;
  }

  public ByteWriter bytes(byte[] from, int offset, int count) {
    room(count);
    System.arraycopy(from, offset, bytes, length, count);
    length += count;
    return this;
  }

  /// Begins anew.
  public void clear() {
    length = 0;
  }

  /// What was written, in an array that may be longer.
  public byte[] array() {
    return bytes;
  }

  public int length() {
    return length;
  }

  public byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }

  private void room(int count) {
    if (bytes.length - length < count) {
      bytes = Arrays.copyOf(bytes, Math.max(length + count, length + length / 2));
    }
  }
}
