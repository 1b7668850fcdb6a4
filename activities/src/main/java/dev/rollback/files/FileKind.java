package dev.rollback.files;

import java.util.Locale;

/// What an entry is.
public enum FileKind {
  FILE(0),
  DIRECTORY(1),
  SYMLINK(2),
  FIFO(3),
  CHARACTER_DEVICE(4),
  BLOCK_DEVICE(5),
  /// Never captured: it has no content and belongs to a running program.
  SOCKET(6),
  /// A place that another file system is mounted on: neither entered nor changed.
  MOUNT(7),
  /// Nothing: recorded where a named path did not exist.
  ABSENT(8),
  /// Something that could not be captured, or never is: a rollback leaves alone what is there.
  UNCAPTURED(9);

  private final int code;

  FileKind(int code) {
    this.code = code;
  }

  /// Its number in stored records, which never changes.
  int code() {
    return code;
  }

  private static final FileKind[] ALL = values();

  /// The kind of a number.
  static FileKind of(int code) {
    if (code < 0 || code >= ALL.length || ALL[code].code != code) {
      throw new IllegalArgumentException("an entry has the unknown kind " + code);
    }
    return ALL[code];
  }

  /// The kind that the bits of a mode say.
  static FileKind ofMode(int mode) {
    return switch (mode & 0170000) {
      case 0040000 -> DIRECTORY;
      case 0120000 -> SYMLINK;
      case 0010000 -> FIFO;
      case 0020000 -> CHARACTER_DEVICE;
      case 0060000 -> BLOCK_DEVICE;
      case 0140000 -> SOCKET;
      default -> FILE;
    };
  }

  /// The word that people see: `file`, `directory`, `character_device`, …
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  boolean device() {
    return this == CHARACTER_DEVICE || this == BLOCK_DEVICE;
  }
}
