package dev.rollback.store;

import java.util.List;

/// One thread's way into a [SnapshotWriter]: what is written one after the other lies together and
/// is compressed together, and no other thread is waited for. Not for several threads.
///
/// What is written here is not yet kept: a node that the owner keeps must refer to it, or
/// [SnapshotWriter#keep] must name it, before the commit.
public interface WritingLane extends AutoCloseable {
  /// Stores a content of at most [#longest()] bytes, unless the store or this writer has it. The
  /// array may be used again afterwards.
  ContentId content(byte[] array, int offset, int length) throws StoreException;

  /// As [#content(byte[], int, int)], for a caller that knows the name already.
  void content(ContentId id, byte[] array, int offset, int length) throws StoreException;

  /// Stores a node, unless the store or this writer has it. All that it refers to must have been
  /// written before, by whichever lane of this writer, or be in the store.
  NodeId node(List<NodeId> nodes, List<ContentId> contents, byte[] array, int offset, int length)
      throws StoreException;

  /// Cuts a long content where its bytes say so: the length of the first piece of what the array
  /// holds. All of `length`, when it is not longer than the shortest piece.
  ///
  /// @param length bytes at hand; unless the content ends with them, at least [#longest()]
  int cut(byte[] array, int offset, int length);

  /// Bytes in the longest content that is stored in one piece, and in the longest piece.
  int longest();

  /// Writes what is still in memory. The writer's commit needs all lanes closed.
  @Override
  void close() throws StoreException;
}
