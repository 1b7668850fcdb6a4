package dev.rollback.files;

import dev.rollback.store.ContentId;
import dev.rollback.store.Node;
import dev.rollback.store.NodeId;
import java.util.List;

/// Gives a node's references one after the other.
final class NodeSource implements EntryCodec.Source {
  private final Node node;
  private int nodes;
  private int contents;

  NodeSource(Node node) {
    this.node = node;
  }

  @Override
  public NodeId node() {
    return next(node.nodes(), nodes++);
  }

  @Override
  public ContentId content() {
    return next(node.contents(), contents++);
  }

  /// Refuses references that nothing asked for.
  void requireEnd() {
    if (nodes != node.nodes().size() || contents != node.contents().size()) {
      throw new IllegalArgumentException("it refers to more than its entries do");
    }
  }

  private static <T> T next(List<T> references, int at) {
    if (at >= references.size()) {
      throw new IllegalArgumentException("an entry refers to nothing");
    }
    return references.get(at);
  }
}
