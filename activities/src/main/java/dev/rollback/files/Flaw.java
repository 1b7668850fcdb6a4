package dev.rollback.files;

/// Why an entry is not, or not surely, in a snapshot as it was.
public enum Flaw {
  /// It changed whenever it was read: what is stored may be of several moments.
  CHANGING,
  /// It was there when its directory was listed, and gone when it was read.
  VANISHED,
  /// It could not be read.
  UNREADABLE
}
