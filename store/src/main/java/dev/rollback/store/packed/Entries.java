package dev.rollback.store.packed;

import dev.rollback.store.ContentView;
import dev.rollback.store.Sha256;
import dev.rollback.store.StoreException;
import dev.rollback.store.StoreException.Kind;
import dev.rollback.store.index.IndexPass;
import dev.rollback.store.index.IndexView;
import dev.rollback.store.index.IndexView.Need;
import dev.rollback.store.index.StoreIndex;
import dev.rollback.store.pack.EntryKind;
import dev.rollback.store.pack.Location;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Finds and reads entries by their ids, whatever others do to index files and packs meanwhile.
public final class Entries {
  private final String place;
  private final StoreIndex index;
  private final Frames frames;

  public Entries(StoreParts parts) {
    this.place = parts.blobs().place();
    this.index = parts.index();
    this.frames = parts.frames();
  }

  /// Where an entry lies; empty when the store does not have it.
  Optional<Location> find(Sha256 id, EntryKind kind) throws StoreException {
    try {
      Optional<Location> known = index.view().find(id, kind, Need.READ);
      if (known.isPresent()) {
        return known;
      }
    } catch (StoreException stale) {
      if (!isDamage(stale)) {
        throw stale;
      }
    }
    return IndexPass.of(index, view -> view.find(id, kind, Need.READ));
  }

  /// An entry's bytes, without a copy; those of a content and a node are proved by their id.
  ///
  /// @throws StoreException MISSING when the store does not have it, CORRUPT when it is damaged
  public ContentView read(Sha256 id, EntryKind kind) throws StoreException {
    return read(id, find(id, kind).orElseThrow(() -> missing(id, kind)));
  }

  /// As [#read(Sha256, EntryKind)], of an entry that was found already.
  ContentView read(Sha256 id, Location at) throws StoreException {
    try {
      return proved(id, at);
    } catch (StoreException trouble) {
      if (!isDamage(trouble)) {
        throw trouble;
      }
      return readElsewhere(id, at, trouble);
    }
  }

  /// A prune may have written the entry anew, and two writers may have stored it at once.
  private ContentView readElsewhere(Sha256 id, Location failed, StoreException trouble)
      throws StoreException {
    List<Location> all = IndexPass.of(index, view -> view.findAll(id, failed.kind()));
    if (all.isEmpty()) {
      throw missing(id, failed.kind());
    }
    for (Location at : all) {
      if (at.kind() == failed.kind() && !at.frame().equals(failed.frame())) {
        try {
          return proved(id, at);
        } catch (StoreException another) {
          if (!isDamage(another)) {
            // That place may be good: a retry may tell.
            throw another;
          }
          trouble.addSuppressed(another);
        }
      }
    }
    throw new StoreException(
        trouble.kind(),
        "%s %s cannot be read. %s".formatted(noun(failed.kind()), id, trouble.getMessage()),
        trouble);
  }

  /// Whether the bytes are at fault, and not the storage's answer.
  private static boolean isDamage(StoreException trouble) {
    return trouble.kind() == Kind.MISSING || trouble.kind() == Kind.CORRUPT;
  }

  private ContentView proved(Sha256 id, Location at) throws StoreException {
    byte[] plain = frames.plain(at.frame());
    if (at.kind() != EntryKind.LIST) {
      var digest = Sha256.digest();
      digest.update(plain, at.offset(), at.length());
      if (!Sha256.at(digest.digest(), 0).equals(id)) {
        throw damaged(id, at.kind());
      }
    }
    return new ContentView(plain, at.offset(), at.length());
  }

  /// A sentence for bytes that are not those that the id names.
  StoreException damaged(Sha256 id, EntryKind kind) {
    return new StoreException(
        Kind.CORRUPT,
        "%s %s in the store %s is damaged: its bytes are not those it was named for. Check the store to see which snapshots need it, and take those again."
            .formatted(noun(kind), id, place));
  }

  /// A sentence for an id that the store does not have.
  StoreException missing(Sha256 id, EntryKind kind) {
    return new StoreException(
        Kind.MISSING,
        "The store %s has no %s %s. Check the store to see which snapshots need it, and take those again."
            .formatted(place, noun(kind).toLowerCase(Locale.ROOT), id));
  }

  private static String noun(EntryKind kind) {
    return switch (kind) {
      case CONTENT, LIST -> "Content";
      case NODE -> "Node";
    };
  }

  IndexView refreshed() throws StoreException {
    return index.refreshed();
  }
}
