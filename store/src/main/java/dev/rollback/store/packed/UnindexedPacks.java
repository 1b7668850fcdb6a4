package dev.rollback.store.packed;

import dev.rollback.store.StoreException;
import dev.rollback.store.index.IndexWriter;
import dev.rollback.store.pack.PackDirectory;
import dev.rollback.store.pack.PackFormat;
import java.util.ArrayList;
import java.util.List;

/// Packs of one writer that are durable, and that no index knows yet. For several threads.
final class UnindexedPacks {
  private final StoreParts parts;
  private final List<PackDirectory> packs = new ArrayList<>();

  UnindexedPacks(StoreParts parts) {
    this.parts = parts;
  }

  synchronized void add(PackDirectory pack) {
    packs.add(pack);
  }

  /// Makes them known, durably. May be repeated after a failure.
  synchronized void index() throws StoreException {
    if (!packs.isEmpty()) {
      new IndexWriter(parts.blobs(), parts.master()).write(packs);
      packs.clear();
    }
  }

  /// Removes them: nobody knows of them.
  synchronized void delete() throws StoreException {
    for (PackDirectory pack : packs) {
      parts.blobs().delete(PackFormat.name(pack.pack()));
    }
    packs.clear();
  }
}
