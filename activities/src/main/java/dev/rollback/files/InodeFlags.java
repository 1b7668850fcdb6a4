package dev.rollback.files;

/// The inode flags, as `chattr` sets them, that a capture records and a rollback sets back. Others
/// belong to the file system.
final class InodeFlags {
  static final int SYNCHRONOUS = 0x8;
  static final int IMMUTABLE = 0x10;
  static final int APPEND_ONLY = 0x20;
  static final int NO_DUMP = 0x40;
  static final int NO_ACCESS_TIME = 0x80;
  static final int DIRECTORY_SYNCHRONOUS = 0x10000;
  static final int TOP_DIRECTORY = 0x20000;
  static final int NO_COPY_ON_WRITE = 0x800000;

  /// All of these.
  static final int KEPT =
      SYNCHRONOUS
          | IMMUTABLE
          | APPEND_ONLY
          | NO_DUMP
          | NO_ACCESS_TIME
          | DIRECTORY_SYNCHRONOUS
          | TOP_DIRECTORY
          | NO_COPY_ON_WRITE;

  /// Those that forbid every further change, and so come last of all.
  static final int LATE = IMMUTABLE | APPEND_ONLY;

  private InodeFlags() {}
}
