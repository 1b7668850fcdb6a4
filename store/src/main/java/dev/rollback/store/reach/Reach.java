package dev.rollback.store.reach;

import dev.rollback.store.ContentId;
import dev.rollback.store.Node;
import dev.rollback.store.NodeId;
import dev.rollback.store.Owner;
import dev.rollback.store.Sha256;
import dev.rollback.store.StoreException;
import dev.rollback.store.index.IdSet;
import dev.rollback.store.index.IndexPass;
import dev.rollback.store.index.IndexView;
import dev.rollback.store.packed.Entries;
import dev.rollback.store.packed.OwnerList;
import dev.rollback.store.packed.Owners;
import dev.rollback.store.packed.StoreParts;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// All nodes and contents that owners keep alive: what their lists name, what the nodes among these
/// refer to, and the pieces of long contents.
///
/// It is known only when every list and every node can be read; what cannot stops it, for whoever
/// does not know what is kept must not remove anything.
public final class Reach {
  private final Entries entries;
  private final PieceLists pieceLists;
  private final IdSet nodes = new IdSet();
  private final IdSet contents = new IdSet();

  /// Nodes that were met, and not looked into since a node before them could not be read.
  private final Set<NodeId> unread = new HashSet<>();

  private Reach(StoreParts parts) {
    this.entries = new Entries(parts);
    this.pieceLists = new PieceLists(parts);
  }

  /// What all owners but these keep alive.
  ///
  /// @throws StoreException CORRUPT or MISSING, with the owner's name, when a list or a node cannot
  ///     be read
  public static Reach of(StoreParts parts, Set<Owner> without) throws StoreException {
    var reach = new Reach(parts);
    for (String name : parts.owners().names()) {
      reach.add(parts.owners(), name, without);
    }
    IndexPass.of(
        parts.index(),
        view -> {
          reach.addPieces(view);
          return reach;
        });
    return reach;
  }

  /// Adds what a list keeps. One that was replaced or released meanwhile does not count any more,
  /// and what it kept may be gone; what was added of it does no harm, as long as nothing of it is
  /// taken for read that was not: another list may keep it too.
  private void add(Owners owners, String name, Set<Owner> without) throws StoreException {
    Optional<OwnerList> list = owners.read(name);
    while (list.isPresent() && !without.contains(list.get().owner())) {
      try {
        add(list.get());
        return;
      } catch (StoreException trouble) {
        Optional<OwnerList> now = owners.read(name);
        if (now.equals(list)) {
          throw trouble;
        }
        list = now;
      }
    }
  }

  private void add(OwnerList list) throws StoreException {
    try {
      list.contents().forEach(content -> contents.add(content.sum()));
      addNodes(list.nodes());
    } catch (StoreException trouble) {
      throw new StoreException(
          trouble.kind(),
          "What %s keeps is not known, so nothing is removed. %s"
              .formatted(list.owner(), trouble.getMessage()),
          trouble);
    }
  }

  private void addNodes(Collection<NodeId> roots) throws StoreException {
    Deque<NodeId> waiting = new ArrayDeque<>();
    for (NodeId root : roots) {
      addNode(root, waiting);
    }
    try {
      while (!waiting.isEmpty()) {
        look(waiting);
      }
    } finally {
      unread.addAll(waiting);
    }
  }

  /// Looks into the next node, which waits until it was read.
  private void look(Deque<NodeId> waiting) throws StoreException {
    Node node = node(waiting.getFirst());
    waiting.removeFirst();
    for (ContentId content : node.contents()) {
      contents.add(content.sum());
    }
    for (NodeId child : node.nodes()) {
      addNode(child, waiting);
    }
  }

  private void addNode(NodeId node, Deque<NodeId> waiting) {
    if (nodes.add(node.sum()) || unread.remove(node)) {
      waiting.push(node);
    }
  }

  private Node node(NodeId id) throws StoreException {
    return PieceLists.node(entries, id);
  }

  private void addPieces(IndexView view) throws StoreException {
    pieceLists.forEach(
        view,
        contents,
        list -> {
          list.pieces().forEach(piece -> contents.add(piece.id()));
          addNodes(list.nodes());
        });
  }

  public boolean containsNode(Sha256 id) {
    return nodes.contains(id);
  }

  public boolean containsContent(Sha256 id) {
    return contents.contains(id);
  }

  /// How many contents there are, the pieces of long ones among them.
  public int contents() {
    return contents.size();
  }

  public int nodes() {
    return nodes.size();
  }
}
