package dev.rollback.store.condemned;

import dev.rollback.store.seal.BlobId;
import java.util.Set;

/// The packs on which nobody may begin to rely.
///
/// @param doomed about to go: what is in them can be read, and must be stored again by whoever
///     needs it from now on
/// @param gone deleted, or just being deleted: an entry of an index that leads there does not count
public record Condemned(Set<BlobId> doomed, Set<BlobId> gone) {
  public Condemned {
    doomed = Set.copyOf(doomed);
    gone = Set.copyOf(gone);
  }

  /// Whether a writer may take what is in this pack for stored.
  public boolean reliable(BlobId pack) {
    return !doomed.contains(pack) && !gone.contains(pack);
  }
}
