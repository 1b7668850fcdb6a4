package dev.rollback.files;

/// How much of an entry a snapshot is about.
enum Reach {
  /// It, and all beneath it: what is there and not listed is in excess.
  ALL(0),
  /// It, and of what is beneath it only what is listed.
  SELF(1),
  /// Only on the way to what is captured: made anew where it is missing, never changed where it is
  /// there.
  WAY(2),
  /// Nothing of it is known, because it is above what a worker may touch or could not be read.
  UNKNOWN(3),
  /// It was not there: it is to be removed again when nothing is left in it.
  GONE(4);

  private final int code;

  Reach(int code) {
    this.code = code;
  }

  /// Its number in stored records, which never changes.
  int code() {
    return code;
  }

  /// Whether its own metadata are the snapshot's.
  boolean itself() {
    return this == ALL || this == SELF;
  }
}
