package dev.rollback.store.pack;

import dev.rollback.store.StoreException;
import dev.rollback.store.blob.BlobSink;
import dev.rollback.store.blob.Blobs;
import dev.rollback.store.seal.BlobCipher;
import dev.rollback.store.seal.BlobHeader;
import dev.rollback.store.seal.BlobId;
import org.jspecify.annotations.Nullable;

/// Writes one pack. Small ones are held in memory until they are finished, and are one write then.
/// For one thread.
final class PackWriter implements AutoCloseable {
  /// What is held in memory before the pack becomes a blob that grows.
  private static final int HELD = 1 << 20;

  private final Blobs blobs;
  private final FrameWriter writer;
  private final PackDirectory directory;
  private final ByteWriter held = new ByteWriter(64 << 10);
  private @Nullable BlobSink sink;
  private @Nullable StoreException broken;
  private boolean ended;
  private long length = BlobHeader.LENGTH;

  PackWriter(Blobs blobs, FrameWriter writer) {
    this.blobs = blobs;
    this.writer = writer;
    var pack = BlobId.random();
    directory = new PackDirectory(pack);
    writer.turnTo(pack);
    held.bytes(PackFormat.header(pack).encode(), 0, BlobHeader.LENGTH);
  }

  PackDirectory directory() {
    return directory;
  }

  /// Bytes written so far.
  long length() {
    return length;
  }

  /// Whether it can only be finished.
  boolean isEnded() {
    return ended;
  }

  boolean isFull() {
    return length >= PackFormat.FULL || directory.entries() >= PackFormat.MOST_ENTRIES;
  }

  /// Adds a frame of the entries that the directory got since the last one. When this throws, the
  /// frame counts as written all the same: either a later call stores it, or all fail.
  void frame(byte[] plain, int offset, int plainLength) throws StoreException {
    int sealed = writer.write(directory.frames(), plain, offset, plainLength);
    directory.addFrame(sealed, plainLength, writer.codec());
    length += sealed;
    append(writer.sealed(), sealed);
  }

  private void append(byte[] bytes, int count) throws StoreException {
    BlobSink growing = sink;
    if (growing == null) {
      held.bytes(bytes, 0, count);
      if (held.length() > HELD) {
        spill();
      }
      return;
    }
    requireWhole();
    try {
      growing.write(bytes, 0, count);
    } catch (StoreException failed) {
      broken = failed;
      throw failed;
    }
  }

  /// Moves what is held to the storage. Harmless to repeat after a failure.
  private void spill() throws StoreException {
    BlobSink growing = blobs.sink(PackFormat.name(directory.pack()));
    try {
      growing.write(held.array(), 0, held.length());
      sink = growing;
    } finally {
      if (sink == null) {
        growing.close();
      }
    }
  }

  /// Ends the pack, durably. After a failure it may be repeated; no frame may be added then.
  void finish() throws StoreException {
    requireWhole();
    if (!ended) {
      ended = true;
      byte[] plain = directory.encode();
      int sealed = writer.seal(BlobCipher.LAST_RUN, plain, 0, plain.length);
      var end =
          new ByteWriter(PackFormat.TRAILER)
              .number(sealed, 8)
              .number(directory.frames(), 4)
              .number(PackFormat.END, 4);
      length += sealed + end.length();
      appendLast(sealed, end);
    }
    store();
  }

  private void appendLast(int sealed, ByteWriter end) throws StoreException {
    BlobSink growing = sink;
    if (growing == null) {
      held.bytes(writer.sealed(), 0, sealed).bytes(end.array(), 0, end.length());
    } else {
      append(writer.sealed(), sealed);
      append(end.array(), end.length());
    }
  }

  private void store() throws StoreException {
    BlobSink growing = sink;
    if (growing == null) {
      blobs.create(PackFormat.name(directory.pack()), held.toBytes());
      return;
    }
    try {
      growing.commit();
    } catch (StoreException failed) {
      broken = failed;
      throw failed;
    }
  }

  private void requireWhole() throws StoreException {
    StoreException why = broken;
    if (why != null) {
      throw new StoreException(
          why.kind(),
          "A part of what was written is lost since this trouble: %s Write all of it again."
              .formatted(why.getMessage()),
          why);
    }
  }

  /// Discards the pack unless it was finished.
  @Override
  public void close() throws StoreException {
    BlobSink growing = sink;
    if (growing != null) {
      growing.close();
    }
  }
}
