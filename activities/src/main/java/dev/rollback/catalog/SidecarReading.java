package dev.rollback.catalog;

import dev.rollback.contract.RollbackException;
import dev.rollback.contract.SnapshotRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// Reads sidecars and believes none whose digest does not fit.
final class SidecarReading {
  private final SidecarFiles sidecars;

  SidecarReading(SidecarFiles sidecars) {
    this.sidecars = sidecars;
  }

  /// The record in a snapshot's sidecar; empty when there is none.
  ///
  /// @throws SidecarFormat.Damaged where it cannot be believed, or its storage says that it is
  ///     damaged
  Optional<SnapshotRecord> read(String snapshotId) throws SidecarFormat.Damaged {
    Optional<byte[]> bytes = bytes(snapshotId);
    return bytes.isPresent()
        ? Optional.of(SidecarFormat.read(snapshotId, bytes.get()))
        : Optional.empty();
  }

  private Optional<byte[]> bytes(String snapshotId) throws SidecarFormat.Damaged {
    try {
      return sidecars.read(snapshotId);
    } catch (RollbackException e) {
      if (e.type().retryable()) {
        throw e;
      }
      throw new SidecarFormat.Damaged(e.sentence(), e);
    }
  }

  /// Reads all, and says which are damaged.
  List<RebuildReport.Finding> damaged() {
    var damaged = new ArrayList<RebuildReport.Finding>();
    for (String snapshotId : new TreeSet<>(sidecars.list())) {
      try {
        var _ = read(snapshotId);
      } catch (SidecarFormat.Damaged e) {
        damaged.add(new RebuildReport.Finding(snapshotId, e.why()));
      }
    }
    return damaged;
  }
}
