package dev.rollback.store.pack;

import dev.rollback.store.seal.BlobId;

/// Where an entry lies.
///
/// @param frame number of its frame in the pack
/// @param frameOffset where the sealed frame begins in the pack
/// @param offset where the entry begins in the plain frame
/// @param length its plain bytes
public record Location(
    BlobId pack,
    int frame,
    long frameOffset,
    int sealedLength,
    int plainLength,
    FrameCodec codec,
    EntryKind kind,
    int offset,
    int length) {
  /// Bytes that the pack has at least.
  public long end() {
    return frameOffset + sealedLength;
  }
}
