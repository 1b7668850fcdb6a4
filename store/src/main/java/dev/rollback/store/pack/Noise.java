package dev.rollback.store.pack;

/// Tells bytes that no compression shrinks, as archives, images and films have, by a glance.
final class Noise {
  /// Bytes that are compressed to see whether a suspicion is right.
  static final int SAMPLE = 16 << 10;

  private static final int RUNS = 16;
  private static final int RUN = 256;

  /// In what is random, each value comes about as often as each other: the sum of the squares of
  /// how often each comes is then at its least, here 69 632 and seldom 1 % more.
  private static final int MOST_SQUARES = 73_000;

  private Noise() {}

  /// Whether the values of some bytes are spread as evenly as chance spreads them.
  static boolean isLikely(byte[] bytes, int offset, int length) {
    if (length < 4 * RUNS * RUN) {
      return false;
    }
    int[] counts = new int[256];
    int stride = (length - RUN) / (RUNS - 1);
    for (int run = 0; run < RUNS; run++) {
      int start = offset + run * stride;
      for (int i = start; i < start + RUN; i++) {
        counts[bytes[i] & 0xff]++;
      }
    }
    int squares = 0;
    for (int count : counts) {
      squares += count * count;
    }
    return squares < MOST_SQUARES;
  }
}
