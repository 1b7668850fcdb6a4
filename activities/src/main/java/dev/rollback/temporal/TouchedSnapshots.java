package dev.rollback.temporal;

import dev.rollback.catalog.Catalog;
import dev.rollback.contract.FailureType;
import dev.rollback.contract.RollbackException;
import dev.rollback.contract.SnapshotDamage;
import dev.rollback.contract.SnapshotHandle;
import dev.rollback.contract.SnapshotSpec;
import dev.rollback.layer.FileSystemBrowser;
import dev.rollback.layer.Layers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Tells which files of which snapshots need what is damaged in the store.
final class TouchedSnapshots {
  private static final int MOST_SNAPSHOTS = 100;

  private final Catalog catalog;
  private final Optional<FileSystemBrowser> browser;

  TouchedSnapshots(Catalog catalog, Layers layers) {
    this.catalog = catalog;
    this.browser =
        layers.all().stream()
            .filter(FileSystemBrowser.class::isInstance)
            .map(FileSystemBrowser.class::cast)
            .findFirst();
  }

  /// @param owners names of the store's owners that suffer
  /// @param contents what is damaged or missing, in hexadecimal
  List<SnapshotDamage> of(Set<String> owners, Set<String> contents) {
    var damages = new ArrayList<SnapshotDamage>();
    for (String snapshotId : owners.stream().map(TouchedSnapshots::snapshot).distinct().toList()) {
      if (damages.size() >= MOST_SNAPSHOTS) {
        break;
      }
      for (SnapshotHandle layer : layers(snapshotId)) {
        if (owners.stream().anyMatch(owner -> isOf(owner, layer))) {
          damages.add(damage(layer, contents));
        }
      }
    }
    return damages;
  }

  private static String snapshot(String owner) {
    return owner.replaceFirst("/.*", "");
  }

  private static boolean isOf(String owner, SnapshotHandle layer) {
    return owner.equals(layer.owner()) || owner.startsWith(layer.owner() + "/");
  }

  /// None for what is no snapshot, such as a plan, and for one that is gone meanwhile.
  private List<SnapshotHandle> layers(String snapshotId) {
    try {
      return catalog.find(snapshotId).handles();
    } catch (RollbackException e) {
      if (e.type() == FailureType.SNAPSHOT_NOT_FOUND) {
        return List.of();
      }
      throw e;
    }
  }

  private SnapshotDamage damage(SnapshotHandle layer, Set<String> contents) {
    if (browser.isEmpty() || !holdsFiles(layer)) {
      return told(layer, List.of(), null);
    }
    try {
      return told(layer, browser.get().touchedBy(layer, contents, SnapshotDamage.MOST_PATHS), null);
    } catch (RollbackException e) {
      return told(layer, List.of(), e.sentence());
    }
  }

  private static SnapshotDamage told(
      SnapshotHandle layer, List<String> paths, @Nullable String error) {
    return new SnapshotDamage(layer.snapshotId(), layer.member(), paths, error);
  }

  private static boolean holdsFiles(SnapshotHandle layer) {
    return switch (layer.spec()) {
      case SnapshotSpec.FileSystem _, SnapshotSpec.Configuration _ -> true;
      case SnapshotSpec.GitCommit _, SnapshotSpec.Set _ -> false;
    };
  }
}
