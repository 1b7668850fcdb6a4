package dev.rollback.files;

import dev.rollback.store.NodeId;
import java.util.ArrayDeque;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Goes through what a snapshot has beneath a directory, in the order of paths, a directory before
/// what is in it. Depth costs no stack.
final class TreeWalk {
  private final TreeReader reader;
  private final Predicate<RawPath> enter;

  /// @param enter whether an entry, and what is beneath it, is meant
  TreeWalk(TreeReader reader, Predicate<RawPath> enter) {
    this.reader = reader;
    this.enter = enter;
  }

  /// Hears of an entry.
  @FunctionalInterface
  interface Visitor {
    /// @param self what a directory is besides what is in it; null for what is none
    /// @return whether to go on
    boolean visit(RawPath path, TreeEntry entry, @Nullable DirectorySelf self);
  }

  /// A directory that is being gone through.
  private record Open(RawPath path, TreeReader.Cursor cursor) {}

  /// Visits all beneath an entry; nothing beneath what is no directory.
  ///
  /// @return false where a visitor wanted to go no further
  boolean beneath(RawPath path, TreeEntry entry, Visitor visitor) {
    return !(entry.body() instanceof Body.Directory(NodeId node)) || beneath(path, node, visitor);
  }

  /// Visits all beneath a directory.
  ///
  /// @return false where a visitor wanted to go no further
  boolean beneath(RawPath path, NodeId directory, Visitor visitor) {
    var pile = new ArrayDeque<Open>();
    pile.push(new Open(path, reader.entries(directory)));
    while (!pile.isEmpty()) {
      Open open = pile.peek();
      if (!open.cursor().hasNext()) {
        pile.pop();
        continue;
      }
      TreeEntry entry = open.cursor().next();
      RawPath child = open.path().child(entry.bytes());
      if (!enter.test(child)) {
        continue;
      }
      DirectorySelf self = null;
      if (entry.body() instanceof Body.Directory(NodeId node)) {
        TreeReader.Cursor cursor = reader.entries(node);
        self = cursor.self();
        pile.push(new Open(child, cursor));
      }
      if (!visitor.visit(child, entry, self)) {
        return false;
      }
    }
    return true;
  }
}
