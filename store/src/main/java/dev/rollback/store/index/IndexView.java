package dev.rollback.store.index;

import dev.rollback.store.Sha256;
import dev.rollback.store.StoreException;
import dev.rollback.store.StoreException.Kind;
import dev.rollback.store.pack.ByteCache;
import dev.rollback.store.pack.EntryKind;
import dev.rollback.store.pack.Location;
import dev.rollback.store.seal.BlobId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What the index files said at one moment. Does not change; for several threads.
public final class IndexView {
  /// What an entry that is looked for must be good for.
  public enum Need {
    /// To be read: the pack was not removed.
    READ,
    /// To be relied on by what is written now: the pack is not condemned either.
    KEEP
  }

  /// Segments of a file that follow each other, and are read at once.
  record Stretch(IndexFile file, int first, int count) {}

  private final List<IndexFile> files;
  private final Set<BlobId> condemned;
  private final Set<BlobId> removed;
  private final List<StoreException> damages;
  private final IndexReading reading;
  private final ByteCache<Stretch> stretches;

  IndexView(
      List<IndexFile> files,
      Set<BlobId> condemned,
      Set<BlobId> removed,
      List<StoreException> damages,
      IndexReading reading,
      ByteCache<Stretch> stretches) {
    this.files = List.copyOf(files);
    this.condemned = Set.copyOf(condemned);
    this.removed = Set.copyOf(removed);
    this.damages = List.copyOf(damages);
    this.reading = reading;
    this.stretches = stretches;
  }

  /// The files that are whole.
  public List<IndexFile> files() {
    return files;
  }

  /// Packs that are about to go: they can be read, and nothing that is written now relies on them.
  public Set<BlobId> condemned() {
    return condemned;
  }

  /// Packs that have gone, or may go at any moment.
  public Set<BlobId> removed() {
    return removed;
  }

  /// Trouble with files that are there and cannot be read.
  public List<StoreException> damages() {
    return damages;
  }

  /// Whether nobody changed an index file, condemned a pack or removed one in between.
  boolean saysTheSameAs(IndexView other) {
    return Set.copyOf(files).equals(Set.copyOf(other.files))
        && condemned.equals(other.condemned)
        && removed.equals(other.removed);
  }

  /// Whether no content can be found here.
  public boolean isEmpty() {
    return files.isEmpty();
  }

  /// Where an entry lies; the first of several places.
  ///
  /// @throws StoreException CORRUPT when it was not found and what cannot be read may have it,
  ///     unless it is looked for to be relied on; MISSING when a file is gone meanwhile
  public Optional<Location> find(Sha256 id, EntryKind kind, Need need) throws StoreException {
    var found = new ArrayList<Location>(1);
    StoreException trouble = visit(id, kind, need, at -> found.add(at));
    if (found.isEmpty() && trouble != null && need == Need.READ) {
      throw trouble;
    }
    return found.isEmpty() ? Optional.empty() : Optional.of(found.getFirst());
  }

  /// All places of an entry that can be read, as far as the index files can.
  public List<Location> findAll(Sha256 id, EntryKind kind) throws StoreException {
    var all = new ArrayList<Location>();
    visit(id, kind, Need.READ, at -> !all.add(at));
    return all;
  }

  /// Passes the places of an entry on, until one is taken; answers what hindered the search.
  private @Nullable StoreException visit(
      Sha256 id, EntryKind kind, Need need, Predicate<Location> take) throws StoreException {
    StoreException trouble = damages.isEmpty() ? null : damages.getFirst();
    for (IndexFile file : files) {
      try {
        if (visit(file, id, kind, need, take)) {
          return null;
        }
      } catch (StoreException failed) {
        if (failed.kind() != Kind.CORRUPT) {
          throw failed;
        }
        trouble = failed;
      }
    }
    return trouble;
  }

  private boolean visit(
      IndexFile file, Sha256 id, EntryKind kind, Need need, Predicate<Location> take)
      throws StoreException {
    int count = file.table().segments();
    int next = count == 0 ? 0 : file.segment(id);
    while (next < count) {
      Stretch stretch = stretch(file, next);
      byte[] entries;
      try {
        entries = stretches.get(stretch);
      } catch (StoreException trouble) {
        if (trouble.kind() != Kind.CORRUPT || stretch.count() == 1) {
          throw trouble;
        }
        // Its neighbours may be damaged and it not.
        stretch = new Stretch(file, next, 1);
        entries = stretches.get(stretch);
      }
      int end = entries.length / IndexFormat.ENTRY;
      int entry = IndexFile.lowerBound(entries, id);
      for (; entry < end && IndexFile.compare(entries, entry, id) == 0; entry++) {
        Location at = usable(file, entries, entry, kind, need);
        if (at != null && take.test(at)) {
          return true;
        }
      }
      if (entry < end) {
        return false;
      }
      next = stretch.first() + stretch.count();
    }
    return false;
  }

  /// The stretch in which a segment is; all stretches of a file but the last are equally long.
  private Stretch stretch(IndexFile file, int segment) {
    int together = reading.together();
    int first = segment - segment % together;
    return new Stretch(file, first, Math.min(together, file.table().segments() - first));
  }

  private @Nullable Location usable(
      IndexFile file, byte[] segment, int entry, EntryKind kind, Need need) throws StoreException {
    try {
      if (!IndexFile.kind(segment, entry).sharesIdsWith(kind)) {
        return null;
      }
      Location at = file.location(segment, entry);
      boolean gone =
          removed.contains(at.pack()) || (need == Need.KEEP && condemned.contains(at.pack()));
      return gone ? null : at;
    } catch (IllegalArgumentException malformed) {
      String why = malformed.getMessage() == null ? "" : malformed.getMessage();
      throw reading.damaged(IndexFormat.name(file.id()), why);
    }
  }

  /// Passes over the entries of one file, in the order of their ids, those of removed packs
  /// included.
  public IndexCursor cursor(IndexFile file) {
    return new IndexCursor(file, reading);
  }
}
