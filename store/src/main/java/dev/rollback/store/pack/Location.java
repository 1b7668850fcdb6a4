package dev.rollback.store.pack;

import dev.rollback.store.seal.BlobId;

/// Where an entry lies.
///
/// @param offset where it begins in the plain frame
/// @param length its plain bytes
public record Location(FramePlace frame, EntryKind kind, int offset, int length) {
  public BlobId pack() {
    return frame.pack();
  }
}
