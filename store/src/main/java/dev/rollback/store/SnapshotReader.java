package dev.rollback.store;

import java.io.InputStream;

/// Reads contents by name and never passes damaged ones off as good.
///
/// Every method throws [StoreException] MISSING for a content that the store does not have, and
/// CORRUPT for one whose stored bytes are damaged.
public interface SnapshotReader {
  /// Streams a content in bounded memory. The caller closes the stream.
  ///
  /// The stream hands out a content's last byte, and signals its end, only after length and SHA-256
  /// proved right; otherwise that read throws CORRUPT. Until then what was read must not be
  /// trusted.
  InputStream open(ContentId content) throws StoreException;

  /// A whole content, proved.
  ///
  /// @throws StoreException FAILED when it has more than `maximumBytes`
  byte[] read(ContentId content, int maximumBytes) throws StoreException;

  /// Whether the store has a content of this name, damaged or not.
  boolean contains(ContentId content) throws StoreException;

  /// Plain bytes of a content, as its header says.
  long size(ContentId content) throws StoreException;

  /// Returns when every stored byte of the content proved right.
  void verify(ContentId content) throws StoreException;

  /// A content of at most `maximumBytes`, proved, without a copy where the reader has its
  /// surroundings in memory. Contents that were written together are read together: cheap in the
  /// order in which they were written.
  ///
  /// @throws StoreException FAILED when it has more than `maximumBytes`
  ContentView view(ContentId content, int maximumBytes) throws StoreException;

  /// A node, proved.
  Node node(NodeId node) throws StoreException;

  /// Whether the store has a node of this name, damaged or not.
  boolean contains(NodeId node) throws StoreException;
}
