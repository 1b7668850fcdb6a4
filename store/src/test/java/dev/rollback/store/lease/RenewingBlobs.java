package dev.rollback.store.lease;

import dev.rollback.store.StoreException;
import dev.rollback.store.blob.BlobSink;
import dev.rollback.store.blob.BlobStatus;
import dev.rollback.store.blob.Blobs;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/// Blobs where something happens in the moment before one is deleted.
final class RenewingBlobs implements Blobs {
  private final Blobs blobs;
  private final Runnable beforeDeletion;

  RenewingBlobs(Blobs blobs, Runnable beforeDeletion) {
    this.blobs = blobs;
    this.beforeDeletion = beforeDeletion;
  }

  @Override
  public void delete(String name) throws StoreException {
    beforeDeletion.run();
    blobs.delete(name);
  }

  @Override
  public boolean create(String name, byte[] bytes) throws StoreException {
    return blobs.create(name, bytes);
  }

  @Override
  public void replace(String name, byte[] bytes) throws StoreException {
    blobs.replace(name, bytes);
  }

  @Override
  public BlobSink sink(String name) throws StoreException {
    return blobs.sink(name);
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
  public long sweep() throws StoreException {
    return blobs.sweep();
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
  public void close() throws StoreException {
    blobs.close();
  }
}
