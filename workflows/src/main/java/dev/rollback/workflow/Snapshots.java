package dev.rollback.workflow;

import dev.rollback.activity.SnapshotQuery;
import dev.rollback.contract.FailureType;
import dev.rollback.contract.RollbackException;
import dev.rollback.contract.SnapshotRecord;

/// Finds snapshots that can be used.
final class Snapshots {
  private Snapshots() {}

  /// @throws RollbackException `SnapshotNotRestorable` where it is not `created`
  static SnapshotRecord created(String snapshotId) {
    SnapshotRecord snapshot =
        LayerStubs.catalogue(Terms.catalogue("Find snapshot " + snapshotId))
            .findSnapshot(new SnapshotQuery(snapshotId));
    if (!snapshot.status().equals("created")) {
      throw new RollbackException(
          FailureType.SNAPSHOT_NOT_RESTORABLE,
          "Snapshot %s is %s, not created; choose another with ListSnapshots."
              .formatted(snapshotId, snapshot.status()));
    }
    return snapshot;
  }
}
