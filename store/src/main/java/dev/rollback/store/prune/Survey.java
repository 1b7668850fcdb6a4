package dev.rollback.store.prune;

import dev.rollback.store.Sha256;
import dev.rollback.store.StoreException;
import dev.rollback.store.index.IndexCursor;
import dev.rollback.store.index.IndexMerge;
import dev.rollback.store.index.IndexPass;
import dev.rollback.store.index.IndexView;
import dev.rollback.store.index.StoreIndex;
import dev.rollback.store.pack.EntryKind;
import dev.rollback.store.pack.Location;
import dev.rollback.store.reach.Reach;
import dev.rollback.store.seal.BlobId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What of each pack is alive, by one pass over the index in the order of ids.
///
/// Of an id that lies in several packs, the place in one of them is alive: in one that stays, as
/// long as there is one.
final class Survey {
  private final Reach reach;
  private final IndexView view;
  private final Set<BlobId> present;
  private final Map<BlobId, PackTally> tallies = new HashMap<>();

  /// Where the live one of several places of an id is.
  private final Map<Key, BlobId> keepers = new HashMap<>();

  /// Packs that have the only place of something alive, and are condemned.
  private final Set<BlobId> needed = new HashSet<>();

  private long found;
  private long foundContents;

  private record Key(Sha256 id, boolean node) {}

  private Survey(Reach reach, IndexView view, Set<BlobId> present) {
    this.reach = reach;
    this.view = view;
    this.present = present;
  }

  /// Looks at all entries.
  ///
  /// @param present the packs that are there
  static Survey of(Reach reach, StoreIndex index, Set<BlobId> present) throws StoreException {
    return IndexPass.of(index, view -> over(view, reach, present));
  }

  private static Survey over(IndexView view, Reach reach, Set<BlobId> present)
      throws StoreException {
    var survey = new Survey(reach, view, present);
    var group = new Group();
    new IndexMerge(view, view.files()).forEach(at -> survey.add(at, group));
    survey.settle(group);
    return survey;
  }

  /// The places of one id.
  private static final class Group {
    private @Nullable Sha256 id;
    private final List<Location> nodes = new ArrayList<>();
    private final List<Location> contents = new ArrayList<>();
  }

  private void add(IndexCursor at, Group group) throws StoreException {
    Sha256 id = at.id();
    if (!id.equals(group.id)) {
      settle(group);
      group.id = id;
    }
    Location place = at.location();
    if (counts(place.pack())) {
      (place.kind() == EntryKind.NODE ? group.nodes : group.contents).add(place);
    }
  }

  private void settle(Group group) {
    Sha256 id = group.id;
    if (id != null) {
      settle(id, true, group.nodes);
      settle(id, false, group.contents);
    }
  }

  private boolean counts(BlobId pack) {
    return present.contains(pack) && !view.removed().contains(pack);
  }

  private void settle(Sha256 id, boolean node, List<Location> places) {
    if (places.isEmpty()) {
      return;
    }
    boolean live = node ? reach.containsNode(id) : reach.containsContent(id);
    BlobId keeper = live ? keeper(places) : null;
    if (live) {
      found++;
      foundContents += node ? 0 : 1;
      if (places.size() > 1 && keeper != null) {
        keepers.put(new Key(id, node), keeper);
      }
    }
    for (Location place : places) {
      tallies
          .computeIfAbsent(place.pack(), _ -> new PackTally())
          .add(place.pack().equals(keeper), !node && !live, place.length());
    }
    places.clear();
  }

  private BlobId keeper(List<Location> places) {
    BlobId keeper = null;
    for (Location place : places) {
      if (!view.condemned().contains(place.pack())
          && (keeper == null || place.pack().compareTo(keeper) < 0)) {
        keeper = place.pack();
      }
    }
    if (keeper != null) {
      return keeper;
    }
    // Whoever decides on any of these packs must spare it: another may decide on the others now.
    places.forEach(place -> needed.add(place.pack()));
    return places.getFirst().pack();
  }

  /// What is known of a pack; null when the index does not know it.
  @Nullable PackTally tally(BlobId pack) {
    return tallies.get(pack);
  }

  Set<BlobId> packs() {
    return tallies.keySet();
  }

  /// Whether something alive lies in this condemned pack and in no pack that stays.
  boolean isNeeded(BlobId pack) {
    return needed.contains(pack);
  }

  /// Whether this is the place of an entry that is alive.
  boolean isAlive(BlobId pack, EntryKind kind, Sha256 id) {
    boolean node = kind == EntryKind.NODE;
    boolean live = node ? reach.containsNode(id) : reach.containsContent(id);
    return live && keepers.getOrDefault(new Key(id, node), pack).equals(pack);
  }

  /// Contents that are alive and lie nowhere.
  long missingContents() {
    return reach.contents() - foundContents;
  }

  /// Whether everything that is alive was found.
  boolean isComplete() {
    return found == (long) reach.contents() + reach.nodes();
  }

  IndexView view() {
    return view;
  }
}
