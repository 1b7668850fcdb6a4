package dev.rollback.store.packed;

import dev.rollback.store.StoreException;
import dev.rollback.store.StoreException.Kind;
import dev.rollback.store.blob.BlobSink;
import dev.rollback.store.blob.BlobStatus;
import dev.rollback.store.blob.Blobs;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/// Storage whose process dies at its n-th write: that one and all after it are not done.
final class CrashingBlobs implements Blobs {
  private final Blobs blobs;
  private int left;

  CrashingBlobs(Blobs blobs, int writes) {
    this.blobs = blobs;
    this.left = writes;
  }

  /// Whether it died.
  synchronized boolean dead() {
    return left <= 0;
  }

  private synchronized void write() throws StoreException {
    if (left-- <= 1) {
      left = 0;
      throw new StoreException(Kind.FAILED, "the process died");
    }
  }

  @Override
  public boolean create(String name, byte[] bytes) throws StoreException {
    write();
    return blobs.create(name, bytes);
  }

  @Override
  public void replace(String name, byte[] bytes) throws StoreException {
    write();
    blobs.replace(name, bytes);
  }

  @Override
  public void delete(String name) throws StoreException {
    write();
    blobs.delete(name);
  }

  @Override
  public BlobSink sink(String name) throws StoreException {
    BlobSink sink = blobs.sink(name);
    return new BlobSink() {
      @Override
      public void write(byte[] from, int offset, int length) throws StoreException {
        sink.write(from, offset, length);
      }

      @Override
      public long length() {
        return sink.length();
      }

      @Override
      public void commit() throws StoreException {
        CrashingBlobs.this.write();
        sink.commit();
      }

      @Override
      public void close() throws StoreException {
        sink.close();
      }
    };
  }

  @Override
  public byte[] read(String name, int maximumBytes) throws StoreException {
    return blobs.read(name, maximumBytes);
  }

  @Override
  public void read(String name, long offset, byte[] into, int at, int length)
      throws StoreException {
    blobs.read(name, offset, into, at, length);
  }

  @Override
  public int readAhead() {
    return blobs.readAhead();
  }

  @Override
  public Optional<BlobStatus> status(String name) throws StoreException {
    return blobs.status(name);
  }

  @Override
  public void list(String prefix, Consumer<BlobStatus> each) throws StoreException {
    blobs.list(prefix, each);
  }

  @Override
  public Instant now() throws StoreException {
    return blobs.now();
  }

  @Override
  public OptionalLong freeBytes() throws StoreException {
    return blobs.freeBytes();
  }

  @Override
  public long sweep(Instant before) throws StoreException {
    return blobs.sweep(before);
  }

  @Override
  public boolean vacant() throws StoreException {
    return blobs.vacant();
  }

  @Override
  public String place() {
    return blobs.place();
  }

  @Override
  public void close() {}
}
