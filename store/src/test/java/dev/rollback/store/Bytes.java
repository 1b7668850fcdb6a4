package dev.rollback.store;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/// Contents to store, the same on every run.
public final class Bytes {
  private Bytes() {}

  public static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /// Bytes that no compression shrinks.
  public static byte[] noise(long seed, int length) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  /// Bytes that compression shrinks to about a third.
  public static byte[] prose(long seed, int length) {
    byte[] bytes = noise(seed, length);
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) ('a' + (bytes[i] & 7));
    }
    return bytes;
  }

  /// A stream of any length that is never in memory as a whole.
  ///
  /// @param mask 0xff for bytes that do not shrink, less for such that do
  public static InputStream stream(long seed, long length, int mask) {
    return new InputStream() {
      private long state = seed;
      private long left = length;

      @Override
      public int read() {
        if (left == 0) {
          return -1;
        }
        left--;
        state = state * 6364136223846793005L + 1442695040888963407L;
        return (int) (state >>> 56) & mask;
      }

      @Override
      public int read(byte[] target, int offset, int count) {
        int filled = 0;
        while (filled < count && left > 0) {
          target[offset + filled++] = (byte) read();
        }
        return filled == 0 && count > 0 ? -1 : filled;
      }
    };
  }
}
