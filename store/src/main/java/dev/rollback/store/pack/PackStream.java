package dev.rollback.store.pack;

import dev.rollback.store.Sha256;
import dev.rollback.store.StoreException;
import dev.rollback.store.blob.Blobs;
import dev.rollback.store.seal.CipherWarmUp;
import dev.rollback.store.seal.MasterKey;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Writes entries one after the other into frames, and frames into one pack after the other. For
/// one thread.
public final class PackStream implements AutoCloseable {
  private final Blobs blobs;
  private final FrameWriter writer;
  private final byte[] frame;
  private final Consumer<PackDirectory> finished;
  private @Nullable PackWriter pack;
  private int filled;
  private long passed;
  private long storedBytes;

  /// @param frameBytes plain bytes of entries that share a frame
  /// @param finished is told of each pack that became durable
  public PackStream(
      Blobs blobs, MasterKey master, int level, int frameBytes, Consumer<PackDirectory> finished) {
    this.blobs = blobs;
    this.writer = new FrameWriter(master, level);
    this.frame = new byte[frameBytes];
    this.finished = finished;
  }

  /// Adds an entry of at most [PackFormat#LONGEST_FRAME] bytes.
  ///
  /// @throws StoreException when the storage fails; then an earlier entry, or this one, may be lost
  public void add(EntryKind kind, Sha256 id, byte[] array, int offset, int length)
      throws StoreException {
    warmUp(length);
    PackWriter ending = pack;
    if (ending != null && ending.isEnded()) {
      finish();
    }
    if (filled + length > frame.length) {
      flush();
    }
    if (length > frame.length) {
      PackWriter open = open();
      open.directory().addEntry(kind, id, length);
      write(open, array, offset, length);
    } else {
      System.arraycopy(array, offset, frame, filled, length);
      filled += length;
      open().directory().addEntry(kind, id, length);
    }
  }

  private void warmUp(int length) {
    if (passed < CipherWarmUp.WORTH_IT) {
      passed += length;
      if (passed >= CipherWarmUp.WORTH_IT) {
        CipherWarmUp.begin();
      }
    }
  }

  private PackWriter open() {
    PackWriter open = pack;
    if (open == null) {
      open = new PackWriter(blobs, writer);
      pack = open;
    }
    return open;
  }

  private void flush() throws StoreException {
    PackWriter open = pack;
    if (open != null && hasEntries(open.directory())) {
      int length = filled;
      filled = 0;
      write(open, frame, 0, length);
    }
  }

  private static boolean hasEntries(PackDirectory directory) {
    int frames = directory.frames();
    return directory.entries() > (frames == 0 ? 0 : directory.endEntry(frames - 1));
  }

  private void write(PackWriter open, byte[] plain, int offset, int length) throws StoreException {
    open.frame(plain, offset, length);
    if (open.isFull()) {
      finish();
    }
  }

  /// Makes all that was added durable. May be repeated after a failure.
  public void finish() throws StoreException {
    flush();
    PackWriter open = pack;
    if (open != null) {
      open.finish();
      storedBytes += open.length();
      pack = null;
      open.close();
      finished.accept(open.directory());
    }
  }

  /// Bytes written, those of the pack that is still open included.
  public long storedBytes() {
    PackWriter open = pack;
    return storedBytes + (open == null || open.directory().entries() == 0 ? 0 : open.length());
  }

  /// Discards what was not finished.
  @Override
  public void close() throws StoreException {
    writer.close();
    PackWriter open = pack;
    if (open != null) {
      pack = null;
      open.close();
    }
  }
}
