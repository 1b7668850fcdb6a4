package dev.rollback.store;

import java.io.IOException;
import java.io.InputStream;

/// Writes all that one [Owner] keeps, and makes it count at once by [#commit()].
///
/// Contents are readable after the commit. Without it, [#close()] or the death of the process
/// discards all that was written, and what the owner kept before stays as it was. Several threads
/// may write.
public interface SnapshotWriter extends AutoCloseable {
  /// Stores everything the stream holds, in bounded memory whatever its length, and returns its
  /// name. Content that the store has intact is not stored again. Does not close the stream.
  ///
  /// @throws StoreException when the store fails
  /// @throws IOException any other one comes from `content` itself and is passed on as it is
  ContentId write(InputStream content) throws IOException;

  /// Stores these bytes as [#write(InputStream)] does.
  ContentId write(byte[] content) throws StoreException;

  /// Adds a content that the store already has to what this owner keeps, without its bytes at hand.
  ///
  /// @throws StoreException MISSING when the store does not have it, CORRUPT when it is damaged
  void keep(ContentId content) throws StoreException;

  /// Adds a node that was written here, or that the store already has, with all that it reaches.
  ///
  /// @throws StoreException MISSING when there is no such node
  void keep(NodeId node) throws StoreException;

  /// A way in for one thread. The caller closes it before the commit.
  WritingLane lane() throws StoreException;

  /// Makes what was written so far, by lanes that are open too, durable and known to later writers,
  /// though nobody owns it yet: a capture that is repeated after a crash finds it. A prune removes
  /// it after its grace when no owner came.
  void checkpoint() throws StoreException;

  /// Makes the owner keep exactly what was written and kept here, without what lanes wrote. Returns
  /// only when all bytes, and after them the owner's list, are durable. Everything written
  /// afterwards is refused. A failed commit leaves what the owner kept before; it may be tried
  /// again.
  void commit() throws StoreException;

  /// Plain bytes of all contents written and kept, each counted as often as that was asked.
  long contentBytes();

  /// Bytes that this writer adds to the store, after compression and without what was there
  /// already.
  long storedBytes();

  /// Discards what is not committed, and gives back what the writer holds.
  @Override
  void close() throws StoreException;
}
