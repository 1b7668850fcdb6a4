package dev.rollback.store.check;

import dev.rollback.store.ContentId;
import dev.rollback.store.Node;
import dev.rollback.store.NodeId;
import dev.rollback.store.Owner;
import dev.rollback.store.Sha256;
import dev.rollback.store.StoreException;
import dev.rollback.store.StoreException.Kind;
import dev.rollback.store.index.IdSet;
import dev.rollback.store.packed.ContentList;
import dev.rollback.store.packed.Entries;
import dev.rollback.store.packed.OwnerList;
import dev.rollback.store.packed.Owners;
import dev.rollback.store.packed.StoreParts;
import dev.rollback.store.reach.PieceLists;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// All that owners keep alive, as far as it can be read, and what of it cannot.
final class Kept {
  private final StoreParts parts;
  private final Entries entries;
  private final PieceLists pieceLists;
  private final List<OwnerList> lists = new ArrayList<>();
  private final Map<String, StoreException> badLists = new HashMap<>();
  private final IdSet nodes = new IdSet();
  private final IdSet contents = new IdSet();
  private final Map<NodeId, StoreException> badNodes = new HashMap<>();
  private final Map<ContentId, StoreException> badContents = new HashMap<>();
  private final List<PieceLists.Found> longContents = new ArrayList<>();

  private Kept(StoreParts parts) {
    this.parts = parts;
    this.entries = new Entries(parts);
    this.pieceLists = new PieceLists(parts);
  }

  /// Reads all lists and all nodes.
  static Kept by(StoreParts parts, IndexCheck index) throws StoreException {
    var kept = new Kept(parts);
    for (String name : parts.owners().names()) {
      kept.read(name);
    }
    for (OwnerList list : kept.lists) {
      list.contents().forEach(content -> kept.contents.add(content.sum()));
      kept.walk(list.nodes());
    }
    kept.readPieceLists(index);
    return kept;
  }

  private void read(String name) throws StoreException {
    try {
      parts.owners().read(name).ifPresent(lists::add);
    } catch (StoreException trouble) {
      if (trouble.kind() != Kind.CORRUPT) {
        throw trouble;
      }
      badLists.put(name, trouble);
    }
  }

  private void walk(Collection<NodeId> roots) throws StoreException {
    Deque<NodeId> waiting = new ArrayDeque<>(roots);
    for (NodeId next = waiting.poll(); next != null; next = waiting.poll()) {
      if (nodes.add(next.sum())) {
        Optional<Node> node = node(next);
        if (node.isPresent()) {
          node.get().contents().forEach(content -> contents.add(content.sum()));
          node.get().nodes().forEach(waiting::push);
        }
      }
    }
  }

  /// A node; empty when it cannot be read, which is noted.
  Optional<Node> node(NodeId id) throws StoreException {
    if (badNodes.containsKey(id)) {
      return Optional.empty();
    }
    try {
      return Optional.of(PieceLists.node(entries, id));
    } catch (StoreException trouble) {
      if (!isDamage(trouble)) {
        throw trouble;
      }
      badNodes.put(id, trouble);
      return Optional.empty();
    }
  }

  private void readPieceLists(IndexCheck index) throws StoreException {
    for (PieceLists.Found found : pieceLists.find(index.view(), index.whole(), contents)) {
      var content = new ContentId(found.content());
      try {
        ContentList list = pieceLists.read(found);
        longContents.add(found);
        list.pieces().forEach(piece -> contents.add(piece.id()));
        walk(list.nodes());
      } catch (StoreException trouble) {
        if (!isDamage(trouble)) {
          throw trouble;
        }
        badContents.put(content, trouble);
      }
    }
  }

  private static boolean isDamage(StoreException trouble) {
    return trouble.kind() == Kind.CORRUPT || trouble.kind() == Kind.MISSING;
  }

  List<OwnerList> lists() {
    return lists;
  }

  /// Lists that cannot be read, by their blobs' names.
  Map<String, StoreException> badLists() {
    return badLists;
  }

  /// Whose a list was, as far as its blob's name tells.
  static Optional<Owner> ownerOf(String list) {
    return Owners.shown(list);
  }

  Map<NodeId, StoreException> badNodes() {
    return badNodes;
  }

  Map<ContentId, StoreException> badContents() {
    return badContents;
  }

  /// The long contents whose lists of pieces can be read.
  List<PieceLists.Found> longContents() {
    return longContents;
  }

  /// The list of a long content, read again: all of them would not fit into memory.
  ContentList list(PieceLists.Found content) throws StoreException {
    return pieceLists.read(content);
  }

  boolean containsNode(Sha256 id) {
    return nodes.contains(id);
  }

  boolean containsContent(Sha256 id) {
    return contents.contains(id);
  }

  IdSet contents() {
    return contents;
  }

  IdSet nodes() {
    return nodes;
  }
}
