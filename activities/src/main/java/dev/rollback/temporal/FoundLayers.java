package dev.rollback.temporal;

import dev.rollback.catalog.Catalog;
import dev.rollback.contract.FailureType;
import dev.rollback.contract.RollbackException;
import dev.rollback.contract.SnapshotHandle;
import java.util.List;

/// The layers of snapshots that somebody may delete meanwhile.
record FoundLayers(Catalog catalog) {
  /// None where there is no such snapshot.
  List<SnapshotHandle> of(String snapshotId) {
    try {
      return catalog.find(snapshotId).handles();
    } catch (RollbackException e) {
      if (e.type() == FailureType.SNAPSHOT_NOT_FOUND) {
        return List.of();
      }
      throw e;
    }
  }
}
