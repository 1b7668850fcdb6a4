package dev.rollback.layer.filesystem;

import dev.rollback.activity.CaptureOrder;
import dev.rollback.activity.PlanOrder;
import dev.rollback.activity.RestoreFilesOrder;
import dev.rollback.activity.RestoreOrder;
import dev.rollback.contract.CapturedLayer;
import dev.rollback.contract.FailureType;
import dev.rollback.contract.FileEntry;
import dev.rollback.contract.LayerPlan;
import dev.rollback.contract.RestoreFilesResult;
import dev.rollback.contract.RestoreOutcome;
import dev.rollback.contract.RollbackException;
import dev.rollback.contract.RollbackType;
import dev.rollback.contract.SnapshotHandle;
import dev.rollback.contract.SnapshotSpec;
import dev.rollback.files.AllowedRoots;
import dev.rollback.files.CaptureOptions;
import dev.rollback.files.CapturedFiles;
import dev.rollback.files.FileEngine;
import dev.rollback.files.PlannedFiles;
import dev.rollback.files.Scope;
import dev.rollback.layer.FileRecords;
import dev.rollback.layer.FileSystemBrowser;
import dev.rollback.layer.Layer;
import dev.rollback.layer.Progress;
import dev.rollback.layer.StoreOpener;
import dev.rollback.store.NodeId;
import dev.rollback.store.Owner;
import dev.rollback.store.SnapshotStore;
import dev.rollback.store.StoreException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Captures trees of files with all their metadata, and puts them back exactly.
public final class FileSystemLayer implements Layer<SnapshotSpec.FileSystem>, FileSystemBrowser {
  private static final String METHOD = "filesystem_restore";

  private final AllowedRoots roots;
  private final SnapshotPlaces places;
  private final TreeBrowser browser;
  private final String host;

  /// A layer over an engine that writes to the same store.
  ///
  /// @param stores opens the store at a `backup_location`
  /// @param state the engine's directory of journals
  /// @param kept directories of the product itself
  /// @param host this host's name, which every handle carries
  public FileSystemLayer(
      AllowedRoots roots,
      FileEngine engine,
      SnapshotStore store,
      StoreOpener stores,
      Path state,
      Set<Path> kept,
      String host,
      Clock clock) {
    this.roots = roots;
    this.places = new SnapshotPlaces(roots, store, engine, stores, state, kept, clock);
    this.browser = new TreeBrowser(roots, places, kept, host);
    this.host = host;
  }

  @Override
  public RollbackType type() {
    return RollbackType.FILE_SYSTEM;
  }

  @Override
  public Optional<String> unavailable() {
    return FileEngine.unavailable();
  }

  @Override
  public CapturedLayer capture(
      CaptureOrder order, SnapshotSpec.FileSystem spec, Progress progress) {
    Scope scope = Scope.plain(roots, spec.paths());
    if (spec.backupLocation() != null) {
      FileRecords.requireApart(roots.check(spec.backupLocation()), scope);
    }
    return places.at(
        spec.backupLocation(),
        place -> {
          Owner owner = FileRecords.owner(order.snapshotId(), order.member());
          LayerPlan plan = order.safety() ? order.plan() : null;
          Optional<NodeId> parent = parent(order, spec, place);
          CapturedFiles captured =
              plan == null
                  ? place
                      .engine()
                      .capture(
                          new FileEngine.CaptureRequest(scope, owner, options(order, spec), parent),
                          progress::report)
                  : place.engine().captureBefore(FileRecords.root(plan), owner, progress::report);
          return captured(order, spec, captured, parent.isPresent(), plan);
        });
  }

  private static CaptureOptions options(CaptureOrder order, SnapshotSpec.FileSystem spec) {
    return new CaptureOptions(
        spec.exclude(), spec.excludesCaches(), order.safety(), spec.refusesShortfalls());
  }

  /// The earlier snapshot, as long as it is kept: what it reaches is in the store then.
  private static Optional<NodeId> parent(
      CaptureOrder order, SnapshotSpec.FileSystem spec, SnapshotPlaces.Place place) {
    SnapshotHandle handle = order.parent();
    boolean usable =
        handle != null
            && !spec.verifiesContent()
            && handle.spec() instanceof SnapshotSpec.FileSystem earlier
            && Objects.equals(earlier.backupLocation(), spec.backupLocation());
    if (!usable || handle == null) {
      return Optional.empty();
    }
    try {
      NodeId root = FileRecords.root(handle);
      return place.store().nodes(new Owner(handle.owner())).contains(root)
          ? Optional.of(root)
          : Optional.empty();
    } catch (StoreException e) {
      throw new RollbackException(FailureType.SNAPSHOT_CORRUPT, String.valueOf(e.getMessage()), e);
    }
  }

  private CapturedLayer captured(
      CaptureOrder order,
      SnapshotSpec.FileSystem spec,
      CapturedFiles captured,
      boolean compared,
      @Nullable LayerPlan plan) {
    SnapshotHandle parent = order.parent();
    SnapshotHandle handle = FileRecords.handle(order, spec, captured, host);
    return new CapturedLayer(
        handle,
        FileSystemMetadata.of(
            captured,
            order.member(),
            compared && parent != null ? parent.snapshotId() : null,
            spec.backupLocation(),
            plan == null ? null : plan.planId()));
  }

  @Override
  public LayerPlan plan(PlanOrder order, SnapshotSpec.FileSystem spec, Progress progress) {
    SnapshotHandle handle = order.handle();
    FileRecords.requireHere(handle, host, "Roll it back");
    places.remember(order.planId(), spec.backupLocation());
    return places.at(
        spec.backupLocation(),
        place -> {
          requireKept(handle, place);
          PlannedFiles planned =
              place
                  .engine()
                  .plan(FileRecords.request(order), place.store().reader(), progress::report);
          return FileRecords.plan(order, RollbackType.FILE_SYSTEM, host, planned);
        });
  }

  @Override
  public boolean forget(String planId, @Nullable String member) {
    boolean forgotten =
        places.at(places.of(planId).orElse(null), place -> place.engine().forget(planId));
    if (forgotten) {
      places.forget(planId);
    }
    return forgotten;
  }

  @Override
  public RestoreOutcome restore(
      RestoreOrder order, SnapshotSpec.FileSystem spec, Progress progress) {
    FileRecords.requireHere(order.handle(), host, "Roll it back");
    LayerPlan plan = order.plan();
    return FileRecords.outcome(
        METHOD,
        plan,
        () ->
            places.at(
                spec.backupLocation(),
                place ->
                    place
                        .engine()
                        .restore(
                            plan.planId(),
                            FileRecords.root(plan),
                            place.store().reader(),
                            progress::report)));
  }

  @Override
  public void discard(SnapshotHandle handle, SnapshotSpec.FileSystem spec) {
    places.at(
        spec.backupLocation(),
        place -> {
          place.engine().discard(FileRecords.owner(handle.snapshotId(), handle.member()));
          collect(spec.backupLocation(), place);
          return true;
        });
  }

  /// No prune looks at a store of a snapshot's own.
  private void collect(@Nullable String location, SnapshotPlaces.Place place) {
    if (location == null) {
      return;
    }
    try {
      var _ = place.store().collect(Duration.ZERO);
    } catch (StoreException e) {
      throw FileRecords.failed(roots.check(location), e);
    }
  }

  /// A discarded snapshot's bytes may still lie in the store for a while; it is gone all the same.
  private static void requireKept(SnapshotHandle handle, SnapshotPlaces.Place place) {
    try {
      if (place.store().nodes(FileRecords.owner(handle.snapshotId(), handle.member())).isEmpty()) {
        throw FileRecords.notKept(handle);
      }
    } catch (StoreException e) {
      throw new RollbackException(FailureType.SNAPSHOT_CORRUPT, String.valueOf(e.getMessage()), e);
    }
  }

  @Override
  public void entries(
      SnapshotHandle handle,
      @Nullable String path,
      boolean recursive,
      Consumer<FileEntry> entries,
      Progress progress) {
    browser.entries(handle, path, recursive, entries, progress);
  }

  @Override
  public void diff(
      SnapshotHandle from,
      @Nullable SnapshotHandle to,
      List<String> paths,
      Consumer<FileDifference> differences,
      Progress progress) {
    browser.diff(from, to, paths, differences, progress);
  }

  @Override
  public void content(SnapshotHandle handle, String path, OutputStream out) throws IOException {
    browser.content(handle, path, out);
  }

  @Override
  public RestoreFilesResult restoreTo(RestoreFilesOrder order, Progress progress) {
    return browser.restoreTo(order, progress);
  }

  @Override
  public List<String> touchedBy(SnapshotHandle handle, Set<String> contents, int limit) {
    return browser.touchedBy(handle, contents, limit);
  }
}
