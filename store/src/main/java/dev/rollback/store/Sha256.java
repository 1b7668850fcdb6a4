package dev.rollback.store;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// A SHA-256 sum as four numbers: small in memory, cheap to compare.
///
/// @param first the first eight bytes, big-endian, and so on
public record Sha256(long first, long second, long third, long fourth)
    implements Comparable<Sha256> {
  /// Bytes in a sum.
  public static final int BYTES = 32;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  /// The sum that 32 bytes hold.
  public static Sha256 at(byte[] bytes, int offset) {
    return new Sha256(
        (long) LONG.get(bytes, offset),
        (long) LONG.get(bytes, offset + 8),
        (long) LONG.get(bytes, offset + 16),
        (long) LONG.get(bytes, offset + 24));
  }

  /// Reads 64 lower-case hexadecimal digits.
  ///
  /// @param what what the text should be, for the sentence
  /// @throws IllegalArgumentException for everything else
  static Sha256 parse(String text, String what) {
    if (text.length() != 2 * BYTES || !text.chars().allMatch(Sha256::isDigit)) {
      throw new IllegalArgumentException(
          "A %s is 64 lower-case hexadecimal digits, not '%s'.".formatted(what, Shown.of(text)));
    }
    return at(HexFormat.of().parseHex(text), 0);
  }

  /// A fresh digest.
  public static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every Java platform has SHA-256.", impossible);
    }
  }

  /// Writes the 32 bytes.
  public void write(byte[] into, int offset) {
    LONG.set(into, offset, first);
    LONG.set(into, offset + 8, second);
    LONG.set(into, offset + 16, third);
    LONG.set(into, offset + 24, fourth);
  }

  /// The 32 bytes.
  public byte[] bytes() {
    var bytes = new byte[BYTES];
    write(bytes, 0);
    return bytes;
  }

  /// Order of the bytes, unsigned.
  @Override
  public int compareTo(Sha256 other) {
    int order = Long.compareUnsigned(first, other.first);
    if (order == 0) {
      order = Long.compareUnsigned(second, other.second);
    }
    if (order == 0) {
      order = Long.compareUnsigned(third, other.third);
    }
    return order == 0 ? Long.compareUnsigned(fourth, other.fourth) : order;
  }

  @Override
  public int hashCode() {
    return (int) first;
  }

  /// The 64 digits.
  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes());
  }

  private static boolean isDigit(int character) {
    return (character >= '0' && character <= '9') || (character >= 'a' && character <= 'f');
  }
}
