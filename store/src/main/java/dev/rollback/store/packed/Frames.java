package dev.rollback.store.packed;

import dev.rollback.store.StoreException;
import dev.rollback.store.blob.Blobs;
import dev.rollback.store.pack.ByteCache;
import dev.rollback.store.pack.FramePlace;
import dev.rollback.store.pack.FrameReader;
import dev.rollback.store.seal.CipherWarmUp;
import dev.rollback.store.seal.MasterKey;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/// The plain bytes of frames, the latest of them in memory. For several threads.
public final class Frames implements AutoCloseable {
  private final Blobs blobs;
  private final MasterKey master;
  private final ConcurrentLinkedQueue<FrameReader> idle = new ConcurrentLinkedQueue<>();
  private final AtomicLong passed = new AtomicLong();
  private final ByteCache<FramePlace> cache;

  public Frames(Blobs blobs, MasterKey master, long cacheBytes) {
    this.blobs = blobs;
    this.master = master;
    this.cache = new ByteCache<>(cacheBytes, this::load);
  }

  /// A frame's bytes, which nobody changes.
  public byte[] plain(FramePlace frame) throws StoreException {
    return cache.get(frame);
  }

  private byte[] load(FramePlace frame) throws StoreException {
    if (passed.addAndGet(frame.sealedLength()) > CipherWarmUp.WORTH_IT) {
      CipherWarmUp.begin();
    }
    FrameReader reader = idle.poll();
    if (reader == null) {
      reader = new FrameReader(blobs, master);
    }
    try {
      return reader.read(frame);
    } finally {
      idle.add(reader);
    }
  }

  /// Gives back what readers hold. Whatever is read afterwards opens them again.
  @Override
  public void close() {
    for (FrameReader reader = idle.poll(); reader != null; reader = idle.poll()) {
      reader.close();
    }
  }
}
