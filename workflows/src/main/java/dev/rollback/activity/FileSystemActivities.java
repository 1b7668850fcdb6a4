package dev.rollback.activity;

import dev.rollback.contract.FileList;
import dev.rollback.contract.RestoreFilesResult;
import dev.rollback.contract.SnapshotDiff;
import io.temporal.activity.ActivityInterface;

/// The layer of file trees, and what can be asked of any snapshot of files.
@ActivityInterface(namePrefix = "filesystem.")
public interface FileSystemActivities extends LayerActivities {
  /// Compares a snapshot of files with another, or with what is there now.
  SnapshotDiff diffSnapshots(DiffOrder order);

  /// Tells which files a snapshot holds.
  FileList listFiles(ListFilesOrder order);

  /// Lays a snapshot's files down beside the living ones. Repeating an order that was cut off
  /// completes it.
  RestoreFilesResult restoreFiles(RestoreFilesOrder order);
}
