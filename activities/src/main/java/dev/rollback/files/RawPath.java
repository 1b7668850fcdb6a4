package dev.rollback.files;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/// An absolute, normal path as the bytes that the kernel knows: no `.`, no `..`, no `//`, no `/` at
/// the end.
///
/// Its order puts a directory before all that is beneath it, and that before its next sibling.
public final class RawPath implements Comparable<RawPath> {
  /// `/`.
  public static final RawPath ROOT = new RawPath(new byte[] {'/'});

  private final byte[] bytes;

  private RawPath(byte[] bytes) {
    this.bytes = bytes;
  }

  /// The path of these bytes.
  ///
  /// @throws IllegalArgumentException when they are no absolute, normal path
  public static RawPath of(byte[] bytes) {
    if (!valid(bytes)) {
      throw new IllegalArgumentException(
          "'" + Names.shown(bytes) + "' is not an absolute, normal path.");
    }
    return new RawPath(bytes.clone());
  }

  /// The path in UTF-8; `.`, `..` and `//` are resolved by their letters alone.
  public static RawPath of(Path path) {
    return of(path.toAbsolutePath().normalize().toString().getBytes(StandardCharsets.UTF_8));
  }

  private static boolean valid(byte[] bytes) {
    if (bytes.length == 0 || bytes[0] != '/') {
      return false;
    }
    int start = 1;
    for (int at = 1; at <= bytes.length && bytes.length > 1; at++) {
      if (at == bytes.length || bytes[at] == '/') {
        if (!Names.valid(Arrays.copyOfRange(bytes, start, at))) {
          return false;
        }
        start = at + 1;
      }
    }
    return true;
  }

  /// The entry of this name beneath this directory.
  RawPath child(byte[] name) {
    if (!Names.valid(name)) {
      throw new IllegalArgumentException("'" + Names.shown(name) + "' is not a file name.");
    }
    var joined = new ByteArrayOutputStream(bytes.length + name.length + 1);
    if (bytes.length > 1) {
      joined.writeBytes(bytes);
    }
    joined.write('/');
    joined.writeBytes(name);
    return new RawPath(joined.toByteArray());
  }

  /// The directory that holds it; `/` for `/`.
  RawPath parent() {
    int slash = lastSlash();
    return slash == 0 ? ROOT : new RawPath(Arrays.copyOf(bytes, slash));
  }

  /// The last name; empty for `/`.
  byte[] name() {
    return Arrays.copyOfRange(bytes, lastSlash() + 1, bytes.length);
  }

  private int lastSlash() {
    int at = bytes.length - 1;
    while (bytes[at] != '/') {
      at--;
    }
    return at;
  }

  /// Whether it is `ancestor` or lies beneath it.
  public boolean within(RawPath ancestor) {
    if (ancestor.bytes.length == 1 || equals(ancestor)) {
      return true;
    }
    return bytes.length > ancestor.bytes.length
        && bytes[ancestor.bytes.length] == '/'
        && Arrays.equals(bytes, 0, ancestor.bytes.length, ancestor.bytes, 0, ancestor.bytes.length);
  }

  /// What is left of it beneath `ancestor`, without a leading `/`; `.` for the ancestor itself.
  byte[] beneath(RawPath ancestor) {
    if (equals(ancestor)) {
      return new byte[] {'.'};
    }
    int start = ancestor.bytes.length == 1 ? 1 : ancestor.bytes.length + 1;
    return Arrays.copyOfRange(bytes, start, bytes.length);
  }

  byte[] bytes() {
    return bytes.clone();
  }

  int length() {
    return bytes.length;
  }

  /// How many names it has, `/` counting as one.
  int depth() {
    int slashes = 0;
    for (byte each : bytes) {
      slashes += each == '/' ? 1 : 0;
    }
    return slashes;
  }

  @Override
  public int compareTo(RawPath other) {
    int mismatch = Arrays.mismatch(bytes, other.bytes);
    if (mismatch < 0) {
      return 0;
    }
    return Integer.compare(rank(mismatch), other.rank(mismatch));
  }

  private int rank(int at) {
    if (at >= bytes.length) {
      return -1;
    }
    return bytes[at] == '/' ? 0 : bytes[at] & 0xff;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RawPath path && Arrays.equals(bytes, path.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /// For people: UTF-8, with `\xNN` for control characters and for bytes that are not UTF-8, and
  /// `\\` for a backslash, so that no two paths look the same.
  @Override
  public String toString() {
    return Names.shown(bytes);
  }
}
