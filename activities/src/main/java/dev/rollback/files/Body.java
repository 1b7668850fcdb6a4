package dev.rollback.files;

import dev.rollback.store.ContentId;

/// What an entry holds, by its kind.
sealed interface Body {
  /// Bytes of a regular file, kept in the store.
  record Content(long size, ContentId id) implements Body {
    public Content {
      if (size < 0) {
        throw new IllegalArgumentException("A content has " + size + " bytes.");
      }
    }
  }

  /// Where a symbolic link leads.
  ///
  /// @param target one character per byte
  record Link(String target) implements Body {
    public Link {
      if (target.isEmpty() || target.indexOf('\0') >= 0) {
        throw new IllegalArgumentException("A link's target is empty or holds a NUL.");
      }
    }
  }

  record Device(int major, int minor) implements Body {}

  /// A directory, a FIFO, a mount, or nothing at all.
  record Nothing() implements Body {}

  /// The one [Nothing].
  Body NOTHING = new Nothing();
}
