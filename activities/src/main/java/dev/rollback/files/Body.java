package dev.rollback.files;

import dev.rollback.store.NodeId;

/// What an entry holds, by its kind.
sealed interface Body {
  /// A regular file.
  ///
  /// @param size bytes, holes included
  record Content(long size, Pieces pieces) implements Body {
    public Content {
      if (size < 0 || ((pieces instanceof Pieces.None) != (size == 0))) {
        throw new IllegalArgumentException("A file has " + size + " bytes in " + pieces);
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

  /// A directory, with the node that lists what is in it.
  record Directory(NodeId node) implements Body {
    /// Stands for a node that is not known yet.
    static final Directory PENDING = new Directory(Pieces.Mapped.PENDING.map());
  }

  /// A FIFO, a mount, or nothing at all.
  record Nothing() implements Body {}

  /// The one [Nothing].
  Body NOTHING = new Nothing();
}
