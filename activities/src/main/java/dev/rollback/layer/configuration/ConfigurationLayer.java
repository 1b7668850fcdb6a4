package dev.rollback.layer.configuration;

import dev.rollback.activity.CaptureOrder;
import dev.rollback.activity.PlanOrder;
import dev.rollback.activity.RestoreOrder;
import dev.rollback.contract.CapturedLayer;
import dev.rollback.contract.LayerPlan;
import dev.rollback.contract.RestoreOutcome;
import dev.rollback.contract.RollbackType;
import dev.rollback.contract.SnapshotHandle;
import dev.rollback.contract.SnapshotMetadata;
import dev.rollback.contract.SnapshotSpec;
import dev.rollback.files.AllowedRoots;
import dev.rollback.files.CaptureOptions;
import dev.rollback.files.CapturedFiles;
import dev.rollback.files.FileEngine;
import dev.rollback.files.PlannedFiles;
import dev.rollback.files.Scope;
import dev.rollback.layer.FileRecords;
import dev.rollback.layer.Layer;
import dev.rollback.layer.Progress;
import dev.rollback.layer.StoreOpener;
import dev.rollback.store.Owner;
import dev.rollback.store.SnapshotStore;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Captures configuration files and puts them back exactly.
public final class ConfigurationLayer implements Layer<SnapshotSpec.Configuration> {
  private static final String METHOD = "configuration_restore";

  private final AllowedRoots roots;
  private final FileEngine engine;
  private final SnapshotStore store;
  private final SecondCopy secondCopy;
  private final String host;

  /// A layer over an engine that writes to the same store.
  ///
  /// @param stores opens the store at a `backup_location`
  /// @param host this host's name, which every handle carries
  public ConfigurationLayer(
      AllowedRoots roots, FileEngine engine, SnapshotStore store, StoreOpener stores, String host) {
    this.roots = roots;
    this.engine = engine;
    this.store = store;
    this.secondCopy = new SecondCopy(roots, store, stores);
    this.host = host;
  }

  @Override
  public RollbackType type() {
    return RollbackType.CONFIGURATION;
  }

  @Override
  public Optional<String> unavailable() {
    return FileEngine.unavailable();
  }

  @Override
  public CapturedLayer capture(
      CaptureOrder order, SnapshotSpec.Configuration spec, Progress progress) {
    Owner owner = FileRecords.owner(order.snapshotId(), order.member());
    Scope scope = Scope.parse(roots, spec.configFiles());
    Optional<String> location = Optional.ofNullable(spec.backupLocation());
    location.ifPresent(place -> secondCopy.requireApart(place, scope));
    CaptureOptions options = order.safety() ? CaptureOptions.AS_IT_IS : CaptureOptions.STRICT;
    CapturedFiles captured =
        engine.capture(
            new FileEngine.CaptureRequest(scope, owner, options, Optional.empty()),
            progress::report);
    location.ifPresent(place -> secondCopy.write(place, owner));
    SnapshotHandle handle = FileRecords.handle(order, spec, captured, host);
    List<CapturedFiles.CapturedFile> files =
        engine.files(captured.root(), store.reader(), SnapshotMetadata.mostFiles(handle.member()));
    return new CapturedLayer(
        handle, ConfigurationMetadata.of(captured, files, handle.member(), spec.backupLocation()));
  }

  @Override
  public LayerPlan plan(PlanOrder order, SnapshotSpec.Configuration spec, Progress progress) {
    SnapshotHandle handle = order.handle();
    FileRecords.requireHere(handle, host, "Roll it back");
    requireKept(handle);
    return secondCopy.reading(
        spec.backupLocation(),
        contents -> {
          PlannedFiles planned =
              engine.plan(FileRecords.request(order), contents, progress::report);
          return FileRecords.plan(order, RollbackType.CONFIGURATION, host, planned);
        });
  }

  @Override
  public boolean forget(String planId, @Nullable String member) {
    return engine.forget(planId);
  }

  @Override
  public RestoreOutcome restore(
      RestoreOrder order, SnapshotSpec.Configuration spec, Progress progress) {
    FileRecords.requireHere(order.handle(), host, "Roll it back");
    LayerPlan plan = order.plan();
    return FileRecords.outcome(
        METHOD,
        plan,
        () ->
            secondCopy.reading(
                spec.backupLocation(),
                contents ->
                    engine.restore(
                        plan.planId(), FileRecords.root(plan), contents, progress::report)));
  }

  @Override
  public void discard(SnapshotHandle handle, SnapshotSpec.Configuration spec) {
    Owner owner = FileRecords.owner(handle.snapshotId(), handle.member());
    Optional.ofNullable(spec.backupLocation()).ifPresent(place -> secondCopy.release(place, owner));
    engine.discard(owner);
  }

  /// A discarded snapshot's bytes may still lie in the store for a while; it is gone all the same.
  private void requireKept(SnapshotHandle handle) {
    Owner owner = FileRecords.owner(handle.snapshotId(), handle.member());
    boolean kept =
        handle.spec() instanceof SnapshotSpec.Configuration spec
            && secondCopy.keeps(spec.backupLocation(), owner);
    if (!kept) {
      throw FileRecords.notKept(handle);
    }
  }
}
