package dev.rollback.store;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;

/// A run of bytes in a larger array, which is not copied. Whoever gets one does not write into it.
public final class ContentView {
  private final byte[] array;
  private final int offset;
  private final int length;

  public ContentView(byte[] array, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, array.length);
    this.array = array;
    this.offset = offset;
    this.length = length;
  }

  /// All of an array.
  public static ContentView of(byte[] array) {
    return new ContentView(array, 0, array.length);
  }

  /// The array that holds the bytes, among others.
  public byte[] array() {
    return array;
  }

  public int offset() {
    return offset;
  }

  public int length() {
    return length;
  }

  /// The bytes, copied.
  public byte[] bytes() {
    return Arrays.copyOfRange(array, offset, offset + length);
  }

  public InputStream stream() {
    return new ByteArrayInputStream(array, offset, length);
  }
}
