package dev.rollback.store.prune;

import dev.rollback.store.StoreException;
import dev.rollback.store.blob.BlobStatus;
import dev.rollback.store.condemned.Condemned;
import dev.rollback.store.index.IndexView;
import dev.rollback.store.lease.LeaseHolder;
import dev.rollback.store.lease.Leases;
import dev.rollback.store.seal.BlobId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Which packs are to go: those in which nothing is alive, and those that are worth writing anew.
///
/// @param dead nothing in them is alive
/// @param wasteful too much of them is dead
record Choice(List<BlobId> dead, List<BlobId> wasteful) {
  Choice {
    dead = List.copyOf(dead);
    wasteful = List.copyOf(wasteful);
  }

  /// Chooses among the packs that are there.
  ///
  /// @param before packs written later are left
  /// @param writersBegan when the first of the writers that run now began: packs that no index
  ///     knows may be theirs when they were written later
  static Choice of(
      Survey survey,
      Map<BlobId, BlobStatus> there,
      PruneOptions options,
      Instant before,
      Optional<Instant> writersBegan) {
    IndexView view = survey.view();
    var condemned = new Condemned(view.condemned(), view.removed());
    var dead = new ArrayList<BlobId>();
    var wasteful = new ArrayList<BlobId>();
    for (Map.Entry<BlobId, BlobStatus> pack : there.entrySet()) {
      Instant written = pack.getValue().written();
      if (!condemned.reliable(pack.getKey()) || written.isAfter(before)) {
        continue;
      }
      PackTally tally = survey.tally(pack.getKey());
      if (tally == null) {
        // What is missing may lie where no index leads.
        if (survey.isComplete() && writersBegan.map(written::isBefore).orElse(true)) {
          dead.add(pack.getKey());
        }
      } else if (tally.isDead()) {
        dead.add(pack.getKey());
      } else if (tally.deadPart() > options.rewriteAbove()) {
        wasteful.add(pack.getKey());
      }
    }
    return new Choice(dead, wasteful);
  }

  /// When the first of these leases was taken.
  static Optional<Instant> began(Leases leases, Set<BlobId> present) throws StoreException {
    Optional<Instant> first = Optional.empty();
    for (BlobId lease : present) {
      Instant began = leases.holder(lease).map(LeaseHolder::began).orElse(Instant.EPOCH);
      first = first.filter(other -> other.isBefore(began)).or(() -> Optional.of(began));
    }
    return first;
  }
}
