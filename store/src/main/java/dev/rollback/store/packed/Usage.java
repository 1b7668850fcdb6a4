package dev.rollback.store.packed;

import dev.rollback.store.Sha256;
import dev.rollback.store.StoreException;
import dev.rollback.store.StoreUsage;
import dev.rollback.store.index.IndexCursor;
import dev.rollback.store.index.IndexFormat;
import dev.rollback.store.index.IndexMerge;
import dev.rollback.store.index.IndexView;
import dev.rollback.store.pack.EntryKind;
import dev.rollback.store.pack.PackFormat;
import org.jspecify.annotations.Nullable;

/// One look at how much a store holds.
final class Usage {
  private final StoreParts parts;
  private long contents;
  private long contentBytes;
  private long storedBytes;
  private @Nullable Sha256 last;

  Usage(StoreParts parts) {
    this.parts = parts;
  }

  StoreUsage measure() throws StoreException {
    IndexView view = parts.index().refreshed();
    new IndexMerge(view, view.files()).forEach(at -> count(at, view));
    for (String prefix :
        new String[] {PackFormat.PREFIX, IndexFormat.PREFIX, Owners.PREFIX, "condemned/"}) {
      parts.blobs().list(prefix, blob -> storedBytes += blob.length());
    }
    long owners = parts.owners().names().size();
    return new StoreUsage(owners, contents, contentBytes, storedBytes, parts.blobs().freeBytes());
  }

  /// Each content once, in however many packs it lies. A list counts by its pieces.
  private void count(IndexCursor at, IndexView view) throws StoreException {
    if (at.kind() == EntryKind.CONTENT
        && !view.removed().contains(at.location().pack())
        && !at.id().equals(last)) {
      last = at.id();
      contents++;
      contentBytes += at.length();
    }
  }
}
