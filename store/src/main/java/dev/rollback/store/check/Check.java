package dev.rollback.store.check;

import dev.rollback.store.CheckReport;
import dev.rollback.store.ContentId;
import dev.rollback.store.Node;
import dev.rollback.store.NodeId;
import dev.rollback.store.Owner;
import dev.rollback.store.StoreException;
import dev.rollback.store.index.IndexPass;
import dev.rollback.store.packed.ContentList;
import dev.rollback.store.packed.Frames;
import dev.rollback.store.packed.Owners;
import dev.rollback.store.packed.StoreParts;
import dev.rollback.store.reach.PieceLists;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// Finds all damage of a store and the owners that need what is damaged. Changes nothing, and may
/// run beside writers and prunes.
public final class Check {
  private final StoreParts parts;
  private final boolean readData;

  /// @param readData whether every stored byte is read and proved; else the index, the owners'
  ///     lists and all nodes are, and of the other packs their ends and directories
  public Check(StoreParts parts, boolean readData) {
    // What a process remembers of a store would hide what became of it since.
    this.parts = StoreParts.of(parts.blobs(), parts.master(), parts.parameters());
    this.readData = readData;
  }

  /// Checks.
  public CheckReport run() throws StoreException {
    try (Frames _ = parts.frames()) {
      return IndexPass.of(parts.index(), view -> check(IndexCheck.of(view)));
    }
  }

  private CheckReport check(IndexCheck index) throws StoreException {
    PackStates packs = PackStates.of(parts, index.view(), index.whole(), readData);
    Kept kept = Kept.by(parts, index);
    Places places = Places.of(kept, index, packs);
    var bad = new Bad(kept, places);
    Sufferers sufferers = Sufferers.of(kept, bad.contents.keySet(), bad.nodes.keySet());
    var told = new Telling(parts, sufferers);
    told.settings();
    told.index(index.damages());
    told.lists(kept.badLists());
    told.packs(packs, places, parts.index().refreshed().removed());
    told.items(bad.contents, bad.nodes, owners());
    return new CheckReport(
        kept.lists().size(), kept.contents().size(), packs.bytes(), told.worstFirst());
  }

  /// Owners that are there still.
  private Predicate<Owner> owners() throws StoreException {
    var names = new HashSet<>(parts.owners().names());
    return owner -> names.contains(Owners.name(owner));
  }

  /// What is kept and cannot be read, with the reason where one is known.
  private static final class Bad {
    private final Map<ContentId, Optional<StoreException>> contents = new HashMap<>();
    private final Map<NodeId, Optional<StoreException>> nodes = new HashMap<>();

    Bad(Kept kept, Places places) throws StoreException {
      kept.contents()
          .forEach(
              id -> {
                if (!places.hasContent(id)) {
                  contents.put(new ContentId(id), Optional.empty());
                }
              });
      kept.nodes()
          .forEach(
              id -> {
                if (!places.hasNode(id)) {
                  nodes.put(new NodeId(id), Optional.empty());
                }
              });
      kept.badContents().forEach((id, trouble) -> contents.put(id, Optional.of(trouble)));
      kept.badNodes().forEach((id, trouble) -> nodes.put(id, Optional.of(trouble)));
      addLongContents(kept);
    }

    /// A content suffers when one of its pieces does.
    private void addLongContents(Kept kept) throws StoreException {
      if (contents.isEmpty() && nodes.isEmpty()) {
        return;
      }
      var suffering = new ArrayList<ContentId>();
      for (PieceLists.Found each : kept.longContents()) {
        if (lacks(kept, kept.list(each))) {
          suffering.add(new ContentId(each.content()));
        }
      }
      suffering.forEach(content -> contents.putIfAbsent(content, Optional.empty()));
    }

    private boolean lacks(Kept kept, ContentList list) throws StoreException {
      if (list.pieces().stream().anyMatch(piece -> isBad(new ContentId(piece.id())))) {
        return true;
      }
      for (NodeId part : list.nodes()) {
        Optional<Node> node = kept.node(part);
        if (nodes.containsKey(part)
            || node.isEmpty()
            || node.get().contents().stream().anyMatch(this::isBad)) {
          return true;
        }
      }
      return false;
    }

    private boolean isBad(ContentId piece) {
      return contents.containsKey(piece);
    }
  }
}
