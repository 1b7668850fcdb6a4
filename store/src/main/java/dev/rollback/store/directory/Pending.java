package dev.rollback.store.directory;

import dev.rollback.store.ContentId;
import java.nio.file.Path;

/// A content that a writer holds under a name of its own until it commits.
///
/// @param file the writer's own name for the content's file
/// @param plainLength bytes of the content
/// @param fileLength bytes of the file
/// @param claimed whether the store has this file already; its bytes are then durable
record Pending(ContentId id, Path file, long plainLength, long fileLength, boolean claimed) {
  /// The same, once the store turned out to have it from another writer.
  Pending asClaimed() {
    return new Pending(id, file, plainLength, fileLength, true);
  }
}
