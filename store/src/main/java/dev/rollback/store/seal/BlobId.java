package dev.rollback.store.seal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;

/// Sixteen random bytes that name a pack, an index or a key, and make a blob's key its own.
///
/// @param first the first eight bytes, big-endian
/// @param second the last eight
public record BlobId(long first, long second) implements Comparable<BlobId> {
  /// Bytes in an id.
  public static final int BYTES = 16;

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Pattern DIGITS = Pattern.compile("[0-9a-f]{32}");
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  /// A new one, like no other.
  public static BlobId random() {
    return new BlobId(RANDOM.nextLong(), RANDOM.nextLong());
  }

  /// The id that sixteen bytes hold.
  public static BlobId at(byte[] bytes, int offset) {
    return new BlobId((long) LONG.get(bytes, offset), (long) LONG.get(bytes, offset + 8));
  }

  /// Whether this is what [#hex()] writes.
  public static boolean isHex(String text) {
    return DIGITS.matcher(text).matches();
  }

  /// Reads what [#hex()] writes; refuses everything else with [IllegalArgumentException].
  public static BlobId parse(String text) {
    if (!isHex(text)) {
      throw new IllegalArgumentException("An id is 32 lower-case hexadecimal digits.");
    }
    return at(HexFormat.of().parseHex(text), 0);
  }

  /// Writes the sixteen bytes.
  public void write(byte[] into, int offset) {
    LONG.set(into, offset, first);
    LONG.set(into, offset + 8, second);
  }

  /// The 32 digits.
  public String hex() {
    var digits = HexFormat.of();
    return digits.toHexDigits(first) + digits.toHexDigits(second);
  }

  /// Order of the bytes, unsigned.
  @Override
  public int compareTo(BlobId other) {
    int order = Long.compareUnsigned(first, other.first);
    return order == 0 ? Long.compareUnsigned(second, other.second) : order;
  }

  @Override
  public String toString() {
    return hex();
  }
}
