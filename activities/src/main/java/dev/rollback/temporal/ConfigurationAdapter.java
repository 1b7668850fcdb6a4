package dev.rollback.temporal;

import dev.rollback.activity.ConfigurationActivities;
import dev.rollback.contract.SnapshotSpec;
import dev.rollback.layer.Layer;
import java.time.Clock;

/// The configuration layer's activities: `configuration.CreateSnapshot` and so on.
final class ConfigurationAdapter extends LayerAdapter<SnapshotSpec.Configuration>
    implements ConfigurationActivities {
  ConfigurationAdapter(
      Layer<SnapshotSpec.Configuration> layer, OperationLocks locks, KeptPlans plans, Clock clock) {
    super(layer, SnapshotSpec.Configuration.class, locks, plans, clock);
  }
}
