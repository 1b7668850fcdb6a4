package dev.rollback.store.packed;

import dev.rollback.store.ContentId;
import dev.rollback.store.ContentView;
import dev.rollback.store.Node;
import dev.rollback.store.NodeId;
import dev.rollback.store.Sha256;
import dev.rollback.store.StoreException;
import dev.rollback.store.index.IdSet;
import dev.rollback.store.index.IndexView.Need;
import dev.rollback.store.pack.EntryKind;
import dev.rollback.store.pack.Location;
import java.util.ArrayDeque;
import java.util.Optional;

/// Goes through all that an owner keeps, looks each up in the index, and stores again what lies
/// only in packs that are about to go. Memory: what [IdSet] needs for everything reached.
final class Securing {
  private final KnownEntries known;
  private final Entries entries;
  private final PackedLane lane;
  private final IdSet contents = new IdSet();
  private final IdSet nodes = new IdSet();
  private final ArrayDeque<NodeId> waiting = new ArrayDeque<>();

  /// @param known what may be relied on
  /// @param lane where what is in danger is stored again
  Securing(StoreParts parts, KnownEntries known, PackedLane lane) {
    this.known = known;
    this.entries = new Entries(parts);
    this.lane = lane;
  }

  /// @throws StoreException MISSING when something that the owner keeps is not there
  void secure(OwnerList list) throws StoreException {
    for (ContentId content : list.contents()) {
      content(content);
    }
    waiting.addAll(list.nodes());
    for (NodeId node = waiting.poll(); node != null; node = waiting.poll()) {
      if (nodes.add(node.sum())) {
        node(node);
      }
    }
  }

  private void node(NodeId id) throws StoreException {
    ContentView bytes = entries.read(id.sum(), EntryKind.NODE);
    keep(id.sum(), EntryKind.NODE);
    Node node;
    try {
      node = NodeCodec.decode(bytes);
    } catch (IllegalArgumentException malformed) {
      throw entries.damaged(id.sum(), EntryKind.NODE);
    }
    for (NodeId child : node.nodes()) {
      if (!nodes.contains(child.sum())) {
        waiting.push(child);
      }
    }
    for (ContentId content : node.contents()) {
      content(content);
    }
  }

  private void content(ContentId id) throws StoreException {
    if (!contents.add(id.sum())) {
      return;
    }
    Location at = keep(id.sum(), EntryKind.CONTENT);
    if (at.kind() != EntryKind.LIST) {
      return;
    }
    ContentList list;
    try {
      list = ContentList.decode(entries.read(id.sum(), at));
    } catch (IllegalArgumentException malformed) {
      throw entries.damaged(id.sum(), EntryKind.LIST);
    }
    waiting.addAll(list.nodes());
    for (ContentList.Piece piece : list.pieces()) {
      content(new ContentId(piece.id()));
    }
  }

  /// Makes sure of one entry; answers where it lies, or lay.
  private Location keep(Sha256 id, EntryKind kind) throws StoreException {
    Optional<Location> good = known.find(id, kind, Need.KEEP);
    if (good.isPresent() && known.isThere(good.get())) {
      return good.get();
    }
    Location at = entries.find(id, kind).orElseThrow(() -> entries.missing(id, kind));
    ContentView bytes = entries.read(id, at);
    lane.add(at.kind(), id, bytes.array(), bytes.offset(), bytes.length());
    return at;
  }
}
