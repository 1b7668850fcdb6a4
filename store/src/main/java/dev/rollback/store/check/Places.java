package dev.rollback.store.check;

import dev.rollback.store.Sha256;
import dev.rollback.store.StoreException;
import dev.rollback.store.index.IdSet;
import dev.rollback.store.index.IndexMerge;
import dev.rollback.store.pack.EntryKind;
import dev.rollback.store.pack.Location;
import dev.rollback.store.seal.BlobId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Which of what is kept lies in a place where it can be read, by one pass over the index.
final class Places {
  private final IdSet contents = new IdSet();
  private final IdSet nodes = new IdSet();
  private final Set<BlobId> absent = new HashSet<>();

  /// Packs in which something kept lies that cannot be read there.
  private final Map<BlobId, Set<Sha256>> suspects = new HashMap<>();

  private Places() {}

  static Places of(Kept kept, IndexCheck index, PackStates packs) throws StoreException {
    var places = new Places();
    Set<BlobId> removed = index.view().removed();
    new IndexMerge(index.view(), index.whole())
        .forEach(
            at -> {
              Location place = at.location();
              if (removed.contains(place.pack())) {
                return;
              }
              if (packs.of(place.pack()) == null) {
                places.absent.add(place.pack());
              }
              boolean node = place.kind() == EntryKind.NODE;
              if (node ? kept.containsNode(at.id()) : kept.containsContent(at.id())) {
                places.note(at.id(), node, place, packs.holds(place));
              }
            });
    return places;
  }

  private void note(Sha256 id, boolean node, Location place, boolean good) {
    if (good) {
      (node ? nodes : contents).add(id);
    } else {
      suspects.computeIfAbsent(place.pack(), _ -> new HashSet<>()).add(id);
    }
  }

  boolean hasContent(Sha256 id) {
    return contents.contains(id);
  }

  boolean hasNode(Sha256 id) {
    return nodes.contains(id);
  }

  /// Packs that an index knows and that are not there.
  Set<BlobId> absent() {
    return absent;
  }

  /// What is kept and lies in this pack, where it cannot be read.
  Set<Sha256> unreadableIn(BlobId pack) {
    return suspects.getOrDefault(pack, Set.of());
  }
}
