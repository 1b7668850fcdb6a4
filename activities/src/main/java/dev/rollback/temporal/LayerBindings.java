package dev.rollback.temporal;

import dev.rollback.contract.SnapshotSpec;
import dev.rollback.layer.FileSystemBrowser;
import dev.rollback.layer.Layer;
import java.time.Clock;

/// Which adapter serves which layer.
final class LayerBindings {
  private LayerBindings() {}

  /// @param layer one whose specs are of its type
  @SuppressWarnings("unchecked") // A layer's type says its specs' class.
  static LayerAdapter<?> adapter(
      Layer<?> layer, OperationLocks locks, KeptPlans plans, Clock clock) {
    return switch (layer.type()) {
      case GIT_COMMIT -> new GitAdapter((Layer<SnapshotSpec.GitCommit>) layer, locks, plans, clock);
      case CONFIGURATION ->
          new ConfigurationAdapter((Layer<SnapshotSpec.Configuration>) layer, locks, plans, clock);
      case FILE_SYSTEM ->
          new FileSystemAdapter(
              (Layer<SnapshotSpec.FileSystem>) layer, browser(layer), locks, plans, clock);
      case SET -> throw new IllegalArgumentException("A set is not a layer.");
    };
  }

  private static FileSystemBrowser browser(Layer<?> layer) {
    if (layer instanceof FileSystemBrowser browser) {
      return browser;
    }
    throw new IllegalArgumentException("The layer of file trees must let itself be browsed.");
  }
}
