package dev.rollback.verify;

/// Looks for bytes in bytes in one pass, however they repeat (Knuth, Morris, Pratt).
final class ByteSearch {
  private final byte[] wanted;

  /// For each length of a match, the longest of its own beginnings that it also ends with.
  private final int[] shorter;

  ByteSearch(byte[] wanted) {
    this.wanted = wanted.clone();
    this.shorter = new int[wanted.length];
    int length = 0;
    for (int at = 1; at < wanted.length; at++) {
      length = advance(length, wanted[at]);
      shorter[at] = length;
    }
  }

  boolean isIn(byte[] bytes) {
    int matched = 0;
    for (int at = 0; at < bytes.length && matched < wanted.length; at++) {
      matched = advance(matched, bytes[at]);
    }
    return matched == wanted.length;
  }

  private int advance(int matched, byte next) {
    int length = matched;
    while (length > 0 && wanted[length] != next) {
      length = shorter[length - 1];
    }
    return wanted[length] == next ? length + 1 : length;
  }
}
