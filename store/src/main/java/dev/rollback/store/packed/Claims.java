package dev.rollback.store.packed;

import dev.rollback.store.Sha256;
import dev.rollback.store.StoreException;
import dev.rollback.store.index.IdSet;
import dev.rollback.store.index.IndexView.Need;
import dev.rollback.store.pack.EntryKind;
import dev.rollback.store.pack.Location;
import java.util.Optional;

/// Which entries one writer stores itself, and which it may take for stored. For several threads.
final class Claims {
  private final StoreParts parts;
  private final IdSet contents = new IdSet();
  private final IdSet nodes = new IdSet();
  private volatile KnownEntries known;

  /// Reads the index and the condemnations: the writer's lease is there before.
  Claims(StoreParts parts) throws StoreException {
    this.parts = parts;
    this.known = new KnownEntries(parts);
  }

  /// Reads them again. What the writer stored and indexed itself is among them then.
  KnownEntries renewed() throws StoreException {
    var fresh = new KnownEntries(parts);
    known = fresh;
    return fresh;
  }

  /// Whether an entry must be stored by whoever asks: nobody else of this writer does, and the
  /// store does not have it.
  boolean claim(EntryKind kind, Sha256 id) throws StoreException {
    KnownEntries stored = known;
    return of(kind).add(id) && (stored.isEmpty() || !stored.has(id, kind));
  }

  /// Whether an entry was claimed here, by whomever.
  boolean has(EntryKind kind, Sha256 id) {
    return of(kind).contains(id);
  }

  private IdSet of(EntryKind kind) {
    return kind == EntryKind.NODE ? nodes : contents;
  }

  /// Where the store has an entry that can be read, though perhaps not for long.
  Optional<Location> find(EntryKind kind, Sha256 id) throws StoreException {
    return known.find(id, kind, Need.READ);
  }

  /// Whether the pack of an entry is there, as far as its length tells.
  boolean isThere(Location at) throws StoreException {
    return known.isThere(at);
  }

  /// Whether some packs are about to go, in which what was taken for stored may lie.
  boolean anyCondemned() {
    return known.anyCondemned();
  }
}
