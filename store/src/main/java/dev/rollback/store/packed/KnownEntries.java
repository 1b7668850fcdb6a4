package dev.rollback.store.packed;

import dev.rollback.store.Sha256;
import dev.rollback.store.StoreException;
import dev.rollback.store.StoreException.Kind;
import dev.rollback.store.blob.BlobStatus;
import dev.rollback.store.blob.Blobs;
import dev.rollback.store.index.IndexPass;
import dev.rollback.store.index.IndexView;
import dev.rollback.store.index.IndexView.Need;
import dev.rollback.store.index.StoreIndex;
import dev.rollback.store.pack.EntryKind;
import dev.rollback.store.pack.Location;
import dev.rollback.store.pack.PackFormat;
import dev.rollback.store.seal.BlobId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// What a writer may take for stored: what the index said after its lease began, in packs that are
/// there, at full length. For several threads.
final class KnownEntries {
  private final Blobs blobs;
  private final StoreIndex index;
  private final Map<BlobId, Long> lengths = new ConcurrentHashMap<>();
  private volatile IndexView view;

  KnownEntries(StoreParts parts) throws StoreException {
    this.blobs = parts.blobs();
    this.index = parts.index();
    this.view = index.refreshed();
  }

  /// Whether nothing at all is known.
  boolean isEmpty() {
    return view.isEmpty();
  }

  /// Whether some packs are about to go.
  boolean anyCondemned() {
    return !view.condemned().isEmpty();
  }

  /// Whether the entry need not be stored again.
  boolean has(Sha256 id, EntryKind kind) throws StoreException {
    Optional<Location> at = find(id, kind, Need.KEEP);
    return at.isPresent() && isThere(at.get());
  }

  /// Where an entry lies; in packs that are about to go too, when it is looked for to be read.
  Optional<Location> find(Sha256 id, EntryKind kind, Need need) throws StoreException {
    try {
      return view.find(id, kind, need);
    } catch (StoreException stale) {
      if (stale.kind() != Kind.MISSING) {
        throw stale;
      }
    }
    return IndexPass.of(
        index,
        fresh -> {
          view = fresh;
          return fresh.find(id, kind, need);
        });
  }

  /// Whether the pack has the entry's bytes, as far as its length tells.
  boolean isThere(Location at) throws StoreException {
    Long length = lengths.get(at.pack());
    if (length == null) {
      length = blobs.status(PackFormat.name(at.pack())).map(BlobStatus::length).orElse(0L);
      lengths.put(at.pack(), length);
    }
    return at.frame().end() <= length;
  }
}
