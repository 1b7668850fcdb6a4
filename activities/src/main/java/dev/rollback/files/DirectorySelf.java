package dev.rollback.files;

import org.jspecify.annotations.Nullable;

/// What a snapshot has of a directory besides what is in it.
///
/// @param witness null where a later look must not rely on it
record DirectorySelf(Reach reach, Metadata metadata, @Nullable Witness witness) {
  static final DirectorySelf UNKNOWN = new DirectorySelf(Reach.UNKNOWN, Metadata.NONE, null);
  static final DirectorySelf GONE = new DirectorySelf(Reach.GONE, Metadata.NONE, null);

  DirectorySelf with(Reach other) {
    return new DirectorySelf(other, metadata, witness);
  }

  /// Whether a look at the live directory proves its own metadata equal.
  boolean provedBy(FileStatus status) {
    return witness != null && witness.matches(status) && TreeEntry.sameStatus(metadata, status);
  }
}
