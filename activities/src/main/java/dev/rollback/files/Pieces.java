package dev.rollback.files;

import dev.rollback.store.ContentId;
import dev.rollback.store.NodeId;
import dev.rollback.store.Sha256;

/// Where a file's bytes are in the store.
sealed interface Pieces {
  /// An empty file.
  record None() implements Pieces {}

  /// All of it is one content.
  record Whole(ContentId id) implements Pieces {}

  /// A node lists the pieces: see [FileMap].
  record Mapped(NodeId map) implements Pieces {
    /// Stands for a node that is not known yet.
    static final Mapped PENDING = new Mapped(new NodeId(new Sha256(0, 0, 0, 0)));
  }

  /// The one [None].
  Pieces NONE = new None();
}
