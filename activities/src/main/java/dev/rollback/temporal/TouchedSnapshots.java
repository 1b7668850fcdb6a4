package dev.rollback.temporal;

import dev.rollback.catalog.Catalog;
import dev.rollback.contract.RollbackException;
import dev.rollback.contract.SnapshotDamage;
import dev.rollback.contract.SnapshotHandle;
import dev.rollback.layer.FileSystemBrowser;
import dev.rollback.layer.Layers;
import dev.rollback.layer.Owners;
import dev.rollback.store.CheckReport;
import dev.rollback.store.ContentId;
import dev.rollback.store.NodeId;
import dev.rollback.store.Owner;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Tells which files of which snapshots need what is damaged in the store.
final class TouchedSnapshots {
  private static final int MOST_SNAPSHOTS = 100;

  private final FoundLayers layers;
  private final Optional<FileSystemBrowser> browser;

  TouchedSnapshots(Catalog catalog, Layers layers) {
    this.layers = new FoundLayers(catalog);
    this.browser =
        layers.all().stream()
            .filter(FileSystemBrowser.class::isInstance)
            .map(FileSystemBrowser.class::cast)
            .findFirst();
  }

  /// Those of the owners that suffer, the first of them.
  List<SnapshotDamage> of(CheckReport report) {
    Set<Owner> owners = new LinkedHashSet<>();
    report.damages().forEach(damage -> owners.addAll(damage.owners()));
    return of(owners, owner -> lost(report, owner));
  }

  /// What an owner cannot have back, in hexadecimal.
  private static Set<String> lost(CheckReport report, Owner owner) {
    return Stream.concat(
            report.contentsLostTo(owner).stream().map(ContentId::hex),
            report.nodesLostTo(owner).stream().map(NodeId::hex))
        .collect(Collectors.toSet());
  }

  /// @param lost the contents and nodes that an owner cannot have back, in hexadecimal
  List<SnapshotDamage> of(Set<Owner> owners, Function<Owner, Set<String>> lost) {
    var damages = new ArrayList<SnapshotDamage>();
    for (String snapshotId : owners.stream().map(Owners::snapshotId).distinct().toList()) {
      if (damages.size() >= MOST_SNAPSHOTS) {
        break;
      }
      for (SnapshotHandle layer : layers.of(snapshotId)) {
        Set<String> itself = Set.of(layer.owner());
        List<Owner> own = owners.stream().filter(each -> Owners.isWithin(each, itself)).toList();
        if (!own.isEmpty()) {
          damages.add(
              damage(
                  layer,
                  own.stream()
                      .flatMap(owner -> lost.apply(owner).stream())
                      .collect(Collectors.toSet())));
        }
      }
    }
    return damages;
  }

  private SnapshotDamage damage(SnapshotHandle layer, Set<String> contents) {
    if (browser.isEmpty() || !layer.holdsFiles()) {
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
}
