package dev.rollback.store.prune;

/// What the index knows of one pack.
final class PackTally {
  private long plainBytes;
  private long livePlainBytes;
  private long deadContents;

  /// @param live whether this is the place that keeps an entry
  /// @param deadContent whether it is a content that nobody needs, here or elsewhere
  void add(boolean live, boolean deadContent, int length) {
    // An entry takes room in the directory and in the index too.
    long weight = length + 40L;
    plainBytes += weight;
    livePlainBytes += live ? weight : 0;
    deadContents += deadContent ? 1 : 0;
  }

  boolean isDead() {
    return livePlainBytes == 0;
  }

  /// The part of its bytes that is dead: 0 to 1.
  double deadPart() {
    return 1 - livePlainBytes / (double) Math.max(1, plainBytes);
  }

  long deadContents() {
    return deadContents;
  }
}
