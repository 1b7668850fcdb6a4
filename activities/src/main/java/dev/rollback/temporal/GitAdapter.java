package dev.rollback.temporal;

import dev.rollback.activity.GitActivities;
import dev.rollback.contract.SnapshotSpec;
import dev.rollback.layer.Layer;
import java.time.Clock;

/// The git layer's activities: `git.CreateSnapshot` and so on.
final class GitAdapter extends LayerAdapter<SnapshotSpec.GitCommit> implements GitActivities {
  GitAdapter(
      Layer<SnapshotSpec.GitCommit> layer, OperationLocks locks, KeptPlans plans, Clock clock) {
    super(layer, SnapshotSpec.GitCommit.class, locks, plans, clock);
  }
}
