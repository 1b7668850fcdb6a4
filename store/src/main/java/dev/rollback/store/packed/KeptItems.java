package dev.rollback.store.packed;

import dev.rollback.store.ContentId;
import dev.rollback.store.NodeId;
import dev.rollback.store.Owner;
import dev.rollback.store.Sha256;
import dev.rollback.store.StoreException;
import dev.rollback.store.StoreException.Kind;
import dev.rollback.store.index.IdSet;
import dev.rollback.store.pack.EntryKind;
import dev.rollback.store.pack.Location;
import dev.rollback.store.pack.PackFormat;
import java.util.ArrayList;
import java.util.Optional;

/// What an owner is going to keep: the contents and nodes of its next list. For several threads.
final class KeptItems {
  private final Owner owner;
  private final String place;
  private final Claims claims;
  private final PackedReader reader;
  private final IdSet contents = new IdSet();
  private final IdSet nodes = new IdSet();

  KeptItems(Owner owner, StoreParts parts, Claims claims) {
    this.owner = owner;
    this.place = parts.blobs().place();
    this.claims = claims;
    this.reader = new PackedReader(new Entries(parts));
  }

  /// Keeps a content that was written here.
  void add(ContentId content) {
    contents.add(content.sum());
  }

  /// Keeps a content that was written here, or that the store has.
  ///
  /// @return its plain bytes; 0 when it was written here
  /// @throws StoreException MISSING when the store does not have it, CORRUPT when its pack is cut
  ///     off or gone
  long keep(ContentId content) throws StoreException {
    long length = 0;
    if (!claims.has(EntryKind.CONTENT, content.sum())) {
      requireThere(EntryKind.CONTENT, content.sum());
      length = reader.size(content);
    }
    contents.add(content.sum());
    return length;
  }

  /// Keeps a node that was written here, or that the store has.
  ///
  /// @throws StoreException as [#keep(ContentId)]
  void keep(NodeId node) throws StoreException {
    if (!claims.has(EntryKind.NODE, node.sum())) {
      requireThere(EntryKind.NODE, node.sum());
    }
    nodes.add(node.sum());
  }

  private void requireThere(EntryKind kind, Sha256 id) throws StoreException {
    Optional<Location> at = claims.find(kind, id);
    String what = kind == EntryKind.NODE ? "node" : "content";
    if (at.isEmpty()) {
      throw new StoreException(
          Kind.MISSING,
          "Owner %s cannot keep %s %s: the store %s does not have it. Write its bytes."
              .formatted(owner, what, id, place));
    }
    if (!claims.isThere(at.get())) {
      throw new StoreException(
          Kind.CORRUPT,
          "Owner %s cannot keep %s %s: the pack %s of the store %s is missing or cut off. Write its bytes."
              .formatted(owner, what, id, PackFormat.name(at.get().pack()), place));
    }
  }

  /// The list of all that is kept, while nobody adds to it.
  OwnerList list() {
    var nodeIds = new ArrayList<NodeId>();
    nodes.forEach(id -> nodeIds.add(new NodeId(id)));
    var contentIds = new ArrayList<ContentId>();
    contents.forEach(id -> contentIds.add(new ContentId(id)));
    return new OwnerList(owner, nodeIds, contentIds);
  }
}
