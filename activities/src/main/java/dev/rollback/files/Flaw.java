package dev.rollback.files;

/// Why an entry is not, or not surely, in a snapshot as it was.
public enum Flaw {
  /// It changed whenever it was read: what is stored may be of several moments.
  CHANGING(0),
  /// It was there when its directory was listed, and gone when it was read.
  VANISHED(1),
  /// It could not be read.
  UNREADABLE(2),
  /// The operating system, or what Java gives of it, has no way to put it back.
  UNSUPPORTED(3);

  private final int code;

  Flaw(int code) {
    this.code = code;
  }

  /// Its number in stored records, which never changes.
  int code() {
    return code;
  }

  static Flaw of(int code) {
    for (Flaw flaw : values()) {
      if (flaw.code == code) {
        return flaw;
      }
    }
    throw new IllegalArgumentException("a flaw has the unknown code " + code);
  }
}
