package dev.rollback.catalog;

import java.util.List;
import java.util.Optional;

/// Where sidecars are kept: one small JSON file per snapshot, beside the data.
///
/// Implementations say what went wrong as [dev.rollback.contract.RollbackException].
public interface SidecarFiles {
  /// Writes or replaces a sidecar: atomically, and durably when this returns.
  void write(String snapshotId, byte[] json);

  /// Empty when there is none.
  Optional<byte[]> read(String snapshotId);

  /// Ids of all sidecars.
  List<String> list();

  /// Harmless when there is none.
  void delete(String snapshotId);
}
