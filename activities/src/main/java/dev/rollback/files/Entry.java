package dev.rollback.files;

/// One name in a tree of files.
///
/// @param links number of the group of hard links that it belongs to, 0 for none; groups are
///     counted from 1 in the order of their first names
/// @param anchor whether it is only on the way to what is captured: re-created where it is missing,
///     never changed where it is there
record Entry(RawPath path, FileKind kind, Metadata metadata, Body body, int links, boolean anchor) {
  Entry {
    boolean fits =
        switch (kind) {
          case FILE -> body instanceof Body.Content;
          case SYMLINK -> body instanceof Body.Link;
          case CHARACTER_DEVICE, BLOCK_DEVICE -> body instanceof Body.Device;
          case DIRECTORY, FIFO, MOUNT, ABSENT -> body instanceof Body.Nothing;
          case SOCKET -> false;
        };
    if (!fits || links < 0) {
      throw new IllegalArgumentException(path + " is a " + kind + " that holds " + body);
    }
  }

  static Entry absent(RawPath path) {
    return new Entry(path, FileKind.ABSENT, Metadata.NONE, Body.NOTHING, 0, false);
  }

  static Entry mount(RawPath path) {
    return new Entry(path, FileKind.MOUNT, Metadata.NONE, Body.NOTHING, 0, false);
  }

  Entry linked(int group) {
    return new Entry(path, kind, metadata, body, group, anchor);
  }

  Entry asAnchor() {
    return new Entry(path, kind, metadata, body, 0, true);
  }

  boolean isDirectory() {
    return kind == FileKind.DIRECTORY;
  }

  /// Bytes of content; 0 for what has none.
  long size() {
    return body instanceof Body.Content content ? content.size() : 0;
  }
}
