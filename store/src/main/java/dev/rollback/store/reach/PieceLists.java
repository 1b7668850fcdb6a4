package dev.rollback.store.reach;

import dev.rollback.store.ContentView;
import dev.rollback.store.Node;
import dev.rollback.store.NodeId;
import dev.rollback.store.Sha256;
import dev.rollback.store.StoreException;
import dev.rollback.store.StoreException.Kind;
import dev.rollback.store.index.IdSet;
import dev.rollback.store.index.IndexFile;
import dev.rollback.store.index.IndexMerge;
import dev.rollback.store.index.IndexView;
import dev.rollback.store.pack.EntryKind;
import dev.rollback.store.pack.Location;
import dev.rollback.store.packed.ContentList;
import dev.rollback.store.packed.Entries;
import dev.rollback.store.packed.NodeCodec;
import dev.rollback.store.packed.StoreParts;
import java.util.ArrayList;
import java.util.List;

/// The lists of pieces of long contents.
public final class PieceLists {
  private final StoreParts parts;

  public PieceLists(StoreParts parts) {
    this.parts = parts;
  }

  /// What is done with a list.
  public interface Visitor {
    void list(ContentList list) throws StoreException;
  }

  /// Visits the lists of those contents that have one.
  ///
  /// @throws StoreException CORRUPT or MISSING when one cannot be read
  public void forEach(IndexView view, IdSet contents, Visitor visitor) throws StoreException {
    for (Found found : find(view, view.files(), contents)) {
      visitor.list(read(found));
    }
  }

  /// A content that has a list, and where that lies, perhaps several times.
  public record Found(Sha256 content, List<Location> places) {
    public Found {
      places = List.copyOf(places);
    }
  }

  /// Those of the contents that have a list, as some of the index files know it.
  public List<Found> find(IndexView view, List<IndexFile> files, IdSet contents)
      throws StoreException {
    var found = new ArrayList<Found>();
    new IndexMerge(view, files)
        .forEach(
            at -> {
              if (at.kind() == EntryKind.LIST && contents.contains(at.id())) {
                Location place = at.location();
                if (!view.removed().contains(place.pack())) {
                  add(found, at.id(), place);
                }
              }
            });
    return found;
  }

  /// Entries come in the order of their ids.
  private static void add(List<Found> found, Sha256 content, Location place) {
    var places = new ArrayList<Location>();
    if (!found.isEmpty() && found.getLast().content().equals(content)) {
      places.addAll(found.removeLast().places());
    }
    places.add(place);
    found.add(new Found(content, places));
  }

  /// The list, from the first place where it can be read.
  public ContentList read(Found found) throws StoreException {
    StoreException trouble = null;
    for (Location at : found.places()) {
      try {
        byte[] plain = parts.frames().plain(at.frame());
        return ContentList.decode(new ContentView(plain, at.offset(), at.length()));
      } catch (IllegalArgumentException malformed) {
        trouble = damaged(found.content(), String.valueOf(malformed.getMessage()));
      } catch (StoreException failed) {
        if (failed.kind() != Kind.CORRUPT && failed.kind() != Kind.MISSING) {
          throw failed;
        }
        trouble = failed;
      }
    }
    throw trouble == null ? damaged(found.content(), "it lies nowhere") : trouble;
  }

  private static StoreException damaged(Sha256 content, String why) {
    return new StoreException(
        Kind.CORRUPT,
        "The list of the pieces of content %s is damaged: %s. Repair the store, and take the snapshots that need it again."
            .formatted(content, why));
  }

  /// Reads a node.
  public static Node node(Entries entries, NodeId id) throws StoreException {
    try {
      return NodeCodec.decode(entries.read(id.sum(), EntryKind.NODE));
    } catch (IllegalArgumentException malformed) {
      throw new StoreException(
          Kind.CORRUPT,
          "Node %s is damaged: %s. Repair the store, and take the snapshots that need it again."
              .formatted(id, malformed.getMessage()),
          malformed);
    }
  }
}
