package dev.rollback.store.prune;

import dev.rollback.store.StoreException;
import dev.rollback.store.blob.BlobStatus;
import dev.rollback.store.blob.Blobs;
import dev.rollback.store.pack.PackFormat;
import dev.rollback.store.seal.BlobId;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/// The packs that lie in a store's place, known to an index or not.
public final class Packs {
  private Packs() {}

  /// All of them.
  public static Map<BlobId, BlobStatus> in(Blobs blobs) throws StoreException {
    var packs = new HashMap<BlobId, BlobStatus>();
    blobs.list(
        PackFormat.PREFIX,
        blob -> {
          if (PackFormat.isName(blob.name())) {
            packs.put(PackFormat.id(blob.name()), blob);
          }
        });
    return packs;
  }

  /// Bytes of those of these packs that are there.
  static long bytes(Map<BlobId, BlobStatus> there, Collection<BlobId> packs) {
    return packs.stream()
        .map(there::get)
        .filter(Objects::nonNull)
        .mapToLong(BlobStatus::length)
        .sum();
  }
}
