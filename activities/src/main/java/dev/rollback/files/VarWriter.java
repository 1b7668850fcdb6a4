package dev.rollback.files;

import java.util.Arrays;

/// A growing run of bytes, for records that are many and small: numbers take as few bytes as they
/// can.
final class VarWriter {
  private static final int FIRST = 512;

  private byte[] bytes = new byte[FIRST];
  private int length;

  private void room(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }

  VarWriter one(int value) {
    room(1);
    bytes[length++] = (byte) value;
    return this;
  }

  /// An unsigned number.
  VarWriter number(long value) {
    room(10);
    long left = value;
    while ((left & ~0x7fL) != 0) {
      bytes[length++] = (byte) (left | 0x80);
      left >>>= 7;
    }
    bytes[length++] = (byte) left;
    return this;
  }

  /// A number that may be below zero.
  VarWriter signed(long value) {
    return number((value << 1) ^ (value >> 63));
  }

  /// A string of one character per byte, behind its length.
  @SuppressWarnings("deprecation") // Copies the low bytes, which are all there are.
  VarWriter latin(String value) {
    int count = value.length();
    number(count);
    room(count);
    value.getBytes(0, count, bytes, length);
    length += count;
    return this;
  }

  VarWriter text(String value) {
    return latin(Names.latin(Names.utf8(value)));
  }

  VarWriter append(VarWriter other) {
    room(other.length);
    System.arraycopy(other.bytes, 0, bytes, length, other.length);
    length += other.length;
    return this;
  }

  int length() {
    return length;
  }

  /// What holds the bytes; only the first [#length()] count.
  byte[] array() {
    return bytes;
  }

  byte[] taken() {
    return Arrays.copyOf(bytes, length);
  }
}
