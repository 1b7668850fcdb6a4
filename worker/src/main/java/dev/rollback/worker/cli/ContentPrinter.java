package dev.rollback.worker.cli;

import dev.rollback.contract.SnapshotRecord;
import java.io.IOException;
import java.io.OutputStream;

/// Prints what a snapshot holds of one path, from the store at hand: contents never travel through
/// Temporal.
@FunctionalInterface
public interface ContentPrinter {
  /// @param path as the snapshot's record names it
  /// @throws dev.rollback.contract.RollbackException where it has no such path, or the store
  ///     has lost it
  void print(SnapshotRecord snapshot, String path, OutputStream out) throws IOException;
}
