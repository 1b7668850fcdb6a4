package dev.rollback.layer.configuration;

import dev.rollback.store.ContentId;
import dev.rollback.store.ContentView;
import dev.rollback.store.Node;
import dev.rollback.store.NodeId;
import dev.rollback.store.SnapshotReader;
import dev.rollback.store.StoreException;
import dev.rollback.store.WritingLane;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Set;

/// Copies a node with all that it reaches from one store to another. Names stay the same.
final class StoreCopy {
  private final SnapshotReader from;
  private final WritingLane to;
  private final Set<NodeId> copied = new HashSet<>();
  private final Set<ContentId> contents = new HashSet<>();

  StoreCopy(SnapshotReader from, WritingLane to) {
    this.from = from;
    this.to = to;
  }

  /// Copies what a node refers to before the node itself.
  void copy(NodeId root) throws StoreException {
    var pile = new ArrayDeque<NodeId>();
    pile.push(root);
    while (!pile.isEmpty()) {
      NodeId id = pile.peek();
      Node node = from.node(id);
      boolean ready = true;
      for (NodeId beneath : node.nodes()) {
        if (!copied.contains(beneath)) {
          pile.push(beneath);
          ready = false;
        }
      }
      if (ready) {
        pile.pop();
        copyOne(id, node);
      }
    }
  }

  private void copyOne(NodeId id, Node node) throws StoreException {
    if (!copied.add(id)) {
      return;
    }
    for (ContentId content : node.contents()) {
      if (contents.add(content)) {
        ContentView view = from.view(content, to.longest());
        to.content(content, view.array(), view.offset(), view.length());
      }
    }
    ContentView body = node.body();
    NodeId written =
        to.node(node.nodes(), node.contents(), body.array(), body.offset(), body.length());
    if (!written.equals(id)) {
      throw new StoreException(
          StoreException.Kind.CORRUPT, "Node %s was copied as %s.".formatted(id, written));
    }
  }
}
