package dev.rollback.temporal;

import dev.rollback.activity.FileSystemActivities;
import dev.rollback.contract.SnapshotSpec;
import dev.rollback.layer.Layer;
import java.time.Clock;

/// The activities of the layer of file trees: `filesystem.CreateSnapshot` and so on.
final class FileSystemAdapter extends LayerAdapter<SnapshotSpec.FileSystem>
    implements FileSystemActivities {
  FileSystemAdapter(
      Layer<SnapshotSpec.FileSystem> layer, OperationLocks locks, KeptPlans plans, Clock clock) {
    super(layer, SnapshotSpec.FileSystem.class, locks, plans, clock);
  }
}
