package dev.rollback.files;

import org.jspecify.annotations.Nullable;

/// One name in a directory of a snapshot.
///
/// @param name one character per byte
/// @param metadata of a directory [Metadata#NONE]: its own node has them
/// @param group which file it is a name of, where it is one of several; the capturing host's
///     numbers
/// @param witness null where a later look must not rely on it
record TreeEntry(
    String name,
    FileKind kind,
    Metadata metadata,
    Body body,
    @Nullable FileId group,
    @Nullable Witness witness) {
  TreeEntry {
    boolean fits =
        switch (kind) {
          case FILE -> body instanceof Body.Content;
          case SYMLINK -> body instanceof Body.Link;
          case CHARACTER_DEVICE, BLOCK_DEVICE -> body instanceof Body.Device;
          case DIRECTORY -> body instanceof Body.Directory;
          case FIFO, MOUNT, ABSENT, UNCAPTURED -> body instanceof Body.Nothing;
          case SOCKET -> false;
        };
    if (!fits) {
      throw new IllegalArgumentException(
          "'%s' is a %s that holds %s".formatted(Names.shown(Names.bytes(name)), kind, body));
    }
  }

  static TreeEntry absent(String name) {
    return new TreeEntry(name, FileKind.ABSENT, Metadata.NONE, Body.NOTHING, null, null);
  }

  static TreeEntry mount(String name) {
    return new TreeEntry(name, FileKind.MOUNT, Metadata.NONE, Body.NOTHING, null, null);
  }

  static TreeEntry uncaptured(String name) {
    return new TreeEntry(name, FileKind.UNCAPTURED, Metadata.NONE, Body.NOTHING, null, null);
  }

  static TreeEntry directory(String name, Body.Directory node) {
    return new TreeEntry(name, FileKind.DIRECTORY, Metadata.NONE, node, null, null);
  }

  byte[] bytes() {
    return Names.bytes(name);
  }

  boolean isDirectory() {
    return kind == FileKind.DIRECTORY;
  }

  /// Whether there is anything that can be put back.
  boolean isThere() {
    return kind != FileKind.ABSENT && kind != FileKind.UNCAPTURED;
  }

  /// Whether a rollback leaves alone what is there.
  boolean isLeftAlone() {
    return kind == FileKind.MOUNT || kind == FileKind.UNCAPTURED;
  }

  /// Bytes of content; 0 for what has none.
  long size() {
    return body instanceof Body.Content content ? content.size() : 0;
  }

  /// Whether a look at the live entry proves it equal without reading it; never for a directory.
  boolean provedBy(FileStatus status) {
    return witness != null
        && witness.matches(status)
        && kind == status.kind()
        && (kind != FileKind.FILE || size() == status.size())
        && sameStatus(metadata, status);
  }

  static boolean sameStatus(Metadata metadata, FileStatus status) {
    return metadata.modifiedSeconds() == status.modifiedSeconds()
        && metadata.modifiedNanos() == status.modifiedNanos()
        && metadata.mode() == status.mode()
        && metadata.user() == status.user()
        && metadata.group() == status.group();
  }
}
