package dev.rollback.store;

import java.util.List;

/// What refers to other nodes and to contents, and so keeps them alive as long as it is kept
/// itself.
///
/// Directories of file trees are nodes, and so are the pieces of large files. The store knows the
/// references; the body is its writer's.
public final class Node {
  private final List<NodeId> nodes;
  private final List<ContentId> contents;
  private final ContentView body;

  /// A node that was read, or is about to be written.
  ///
  /// @param nodes nodes that it refers to, in its writer's order; one may come several times
  /// @param contents contents that it refers to, likewise
  public Node(List<NodeId> nodes, List<ContentId> contents, ContentView body) {
    this.nodes = List.copyOf(nodes);
    this.contents = List.copyOf(contents);
    this.body = body;
  }

  public List<NodeId> nodes() {
    return nodes;
  }

  public List<ContentId> contents() {
    return contents;
  }

  /// What only its writer understands.
  public ContentView body() {
    return body;
  }
}
