package dev.rollback.store.condemned;

import dev.rollback.store.seal.BlobId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// Packs that were condemned together.
///
/// @param written when, by the storage's clock
/// @param leases who may rely on the packs still; empty while that was not found out
/// @param removed the packs that go, once that is decided; the others were pardoned
public record Condemnation(
    BlobId id,
    Instant written,
    Set<BlobId> packs,
    Optional<Set<BlobId>> leases,
    Optional<Set<BlobId>> removed) {
  public Condemnation {
    packs = Set.copyOf(packs);
    leases = leases.map(Set::copyOf);
    removed = removed.map(Set::copyOf);
  }

  /// Whether this can be decided now, as far as leases go.
  public boolean isFree(Set<BlobId> present) {
    return leases.isPresent() && leases.get().stream().noneMatch(present::contains);
  }
}
