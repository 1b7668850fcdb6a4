package dev.rollback.temporal;

import dev.rollback.catalog.Catalog;
import dev.rollback.catalog.RebuildReport;
import dev.rollback.contract.CheckStoreResult;
import dev.rollback.contract.FailureType;
import dev.rollback.contract.LayerPlan;
import dev.rollback.contract.PruneStoreRequest;
import dev.rollback.contract.PruneStoreResult;
import dev.rollback.contract.RollbackException;
import dev.rollback.contract.RollbackResult;
import dev.rollback.layer.Owners;
import dev.rollback.store.CheckReport;
import dev.rollback.store.Owner;
import dev.rollback.store.StoreException;
import dev.rollback.store.packed.PackStore;
import dev.rollback.store.prune.PruneOptions;
import dev.rollback.store.prune.PruneReport;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Keeps the store whole and no larger than it must be.
final class StoreCare {
  private static final Duration GRACE = Duration.ofHours(1);
  private static final int MOST_NAMED = 100;

  private final PackStore store;
  private final Catalog catalog;
  private final TouchedSnapshots touched;

  StoreCare(PackStore store, Catalog catalog, TouchedSnapshots touched) {
    this.store = store;
    this.catalog = catalog;
    this.touched = touched;
  }

  /// Removes content that nobody owns and that is older than an hour; answers the bytes freed.
  long collect() {
    try {
      return store.collect(GRACE).removedBytes();
    } catch (StoreException e) {
      throw trouble(e);
    }
  }

  /// Bytes that the storage gains in the end if some owners, and those of their parts, let go.
  long wouldFree(Set<String> owners) {
    try {
      Set<Owner> going =
          store.owners().stream()
              .filter(each -> Owners.isWithin(each, owners))
              .collect(Collectors.toSet());
      PruneOptions now = PruneOptions.after(Duration.ZERO);
      return store.prune(now.dryWithout(going)).freedBytes() - store.prune(now.dry()).freedBytes();
    } catch (StoreException e) {
      throw trouble(e);
    }
  }

  /// Takes out what nobody owns any more, or tells what that is.
  PruneStoreResult prune(PruneStoreRequest request) {
    PruneOptions options = PruneOptions.after(Duration.ofSeconds(request.graceOrDefault()));
    try {
      PruneReport report = store.prune(request.onlyTells() ? options.dry() : options);
      return new PruneStoreResult(
          "success",
          request.onlyTells(),
          report.removedPacks(),
          report.removedBytes(),
          report.waitingPacks(),
          report.waitingBytes(),
          report.rewrittenPacks(),
          report.rewrittenBytes(),
          report.freedBytes(),
          report.leftovers(),
          report.missingContents());
    } catch (StoreException e) {
      throw trouble(e);
    }
  }

  /// The plans of a rollback that has ended are of no more use.
  void releasePlans(RollbackResult ended) {
    if (ended.plan() == null) {
      return;
    }
    for (LayerPlan plan : ended.plan().layers()) {
      try {
        store.release(new Owner("plan/" + plan.planId()));
      } catch (StoreException e) {
        throw trouble(e);
      }
    }
  }

  CheckStoreResult check(boolean readData) {
    CheckReport report = checked(readData);
    List<RebuildReport.Finding> sidecars = catalog.damagedSidecars();
    List<String> problems =
        Stream.concat(
                report.damages().stream().map(CheckReport.Damage::message),
                sidecars.stream().map(StoreCare::message))
            .limit(MOST_NAMED)
            .toList();
    List<String> snapshots =
        Stream.concat(
                report.damages().stream()
                    .flatMap(damage -> damage.owners().stream())
                    .map(Owners::snapshotId),
                sidecars.stream().map(RebuildReport.Finding::snapshotId))
            .distinct()
            .limit(MOST_NAMED)
            .toList();
    return new CheckStoreResult(
        report.intact() && sidecars.isEmpty() ? "success" : "failed",
        report.contents(),
        report.damages().size() + sidecars.size(),
        problems,
        snapshots,
        touched.of(report));
  }

  private static String message(RebuildReport.Finding sidecar) {
    return "The sidecar of snapshot %s is damaged: %s Its data is not touched. Hold the snapshot, or let go of it, which writes the sidecar anew."
        .formatted(sidecar.snapshotId(), sidecar.why());
  }

  private CheckReport checked(boolean readData) {
    try {
      return store.check(readData);
    } catch (StoreException e) {
      throw trouble(e);
    }
  }

  private static RollbackException trouble(StoreException e) {
    FailureType type =
        switch (e.kind()) {
          case CORRUPT, MISSING, UNKNOWN_FORMAT -> FailureType.SNAPSHOT_CORRUPT;
          case FULL -> FailureType.INSUFFICIENT_DISK_SPACE;
          case READ_ONLY, DENIED -> FailureType.PERMISSION_DENIED;
          case FAILED -> FailureType.INTERNAL;
        };
    return new RollbackException(type, String.valueOf(e.getMessage()), e);
  }
}
