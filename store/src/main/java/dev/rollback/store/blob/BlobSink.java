package dev.rollback.store.blob;

import dev.rollback.store.StoreException;

/// A blob while it is written.
public interface BlobSink extends AutoCloseable {
  /// Adds bytes at the end. The array may be used again afterwards.
  void write(byte[] from, int offset, int length) throws StoreException;

  /// Bytes written so far.
  long length();

  /// Gives the blob its name, durably.
  void commit() throws StoreException;

  /// Discards the blob unless it was committed.
  @Override
  void close() throws StoreException;
}
