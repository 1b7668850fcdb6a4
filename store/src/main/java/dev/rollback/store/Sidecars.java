package dev.rollback.store;

import java.util.List;
import java.util.Optional;

/// One small JSON file per snapshot beside the data: enough to rebuild a lost catalogue.
///
/// The sidecar of snapshot `ID` is `ID_metadata.json` directly in the store's directory, for people
/// and programs to read. Ids are 1 to 128 of `[A-Za-z0-9._-]` and do not begin with `.`; every
/// method refuses others with [IllegalArgumentException]. The store does not look into the JSON.
public interface Sidecars {
  /// Writes or replaces a sidecar: atomically, and durably when this returns.
  void write(String snapshotId, byte[] json) throws StoreException;

  /// The sidecar's bytes; empty when there is none.
  Optional<byte[]> read(String snapshotId) throws StoreException;

  /// Ids of all sidecars, in order.
  List<String> list() throws StoreException;

  /// Removes a sidecar, durably. Removing one that is not there does nothing.
  void delete(String snapshotId) throws StoreException;
}
