package dev.rollback.files;

import dev.rollback.store.NodeId;
import org.jspecify.annotations.Nullable;

/// What an earlier snapshot has, for a capture that need not read again what did not change.
final class Earlier {
  private final @Nullable TreeReader reader;
  private final @Nullable NodeId top;

  private Earlier(@Nullable TreeReader reader, @Nullable NodeId top) {
    this.reader = reader;
    this.top = top;
  }

  static Earlier nothing() {
    return new Earlier(null, null);
  }

  /// Without an earlier snapshot, but able to read what a repetition knows.
  static Earlier nothing(TreeReader reader) {
    return new Earlier(reader, null);
  }

  /// @param top the node of that snapshot's tree
  static Earlier of(TreeReader reader, NodeId top) {
    return new Earlier(reader, top);
  }

  @Nullable NodeId top() {
    return top;
  }

  /// The node of an earlier entry that is a directory.
  static @Nullable NodeId node(@Nullable TreeEntry entry) {
    return entry != null && entry.body() instanceof Body.Directory(NodeId node) ? node : null;
  }

  /// A directory's earlier entries, asked for in the order of their names.
  Lookup lookup(@Nullable NodeId directory) {
    return new Lookup(reader == null || directory == null ? null : reader.entries(directory));
  }

  /// One look through a directory.
  static final class Lookup {
    private final TreeReader.@Nullable Cursor cursor;

    private Lookup(TreeReader.@Nullable Cursor cursor) {
      this.cursor = cursor;
    }

    @Nullable DirectorySelf self() {
      return cursor == null ? null : cursor.self();
    }

    /// The entry of a name behind all that were asked for; null where there is none.
    @Nullable TreeEntry entry(String name) {
      if (cursor == null) {
        return null;
      }
      TreeEntry next = cursor.peek();
      while (next != null && next.name().compareTo(name) < 0) {
        cursor.next();
        next = cursor.peek();
      }
      return next != null && next.name().equals(name) ? next : null;
    }
  }
}
