package dev.rollback.store.pack;

import dev.rollback.store.seal.BlobId;

/// Where a frame lies.
///
/// @param number its number in the pack
/// @param offset where its sealed bytes begin in the pack
public record FramePlace(
    BlobId pack, int number, long offset, int sealedLength, int plainLength, FrameCodec codec) {
  /// Bytes that the pack has at least.
  public long end() {
    return offset + sealedLength;
  }
}
