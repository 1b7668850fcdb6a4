package dev.rollback.files;

import java.util.Locale;

/// What an entry is. The order is part of the manifest's format.
public enum FileKind {
  FILE,
  DIRECTORY,
  SYMLINK,
  FIFO,
  CHARACTER_DEVICE,
  BLOCK_DEVICE,
  /// Never captured: it has no content and belongs to a running program.
  SOCKET,
  /// A place that another file system is mounted on: neither entered nor changed.
  MOUNT,
  /// Nothing: recorded where a named path did not exist.
  ABSENT;

  /// The word that people see: `file`, `directory`, `character_device`, …
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  boolean device() {
    return this == CHARACTER_DEVICE || this == BLOCK_DEVICE;
  }
}
