package dev.rollback.files;

import dev.rollback.contract.FailureType;
import dev.rollback.contract.RollbackException;
import dev.rollback.store.NodeId;
import dev.rollback.store.Owner;
import dev.rollback.store.SnapshotStore;
import dev.rollback.store.SnapshotWriter;
import dev.rollback.store.StoreException;
import dev.rollback.store.WritingLane;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Set;

/// Makes snapshots: of a scope, or of what a plan is about to change.
final class Captures {
  private final AllowedRoots roots;
  private final SnapshotStore store;
  private final Own product;
  private final Clock clock;
  private final Duration checkpointEvery;
  private final FileProgress progress;

  Captures(
      AllowedRoots roots,
      SnapshotStore store,
      Own product,
      Clock clock,
      Duration checkpointEvery,
      FileProgress progress) {
    this.roots = roots;
    this.store = store;
    this.product = product;
    this.clock = clock;
    this.checkpointEvery = checkpointEvery;
    this.progress = progress;
  }

  CapturedFiles capture(FileEngine.CaptureRequest request) {
    return captured(request.owner(), writer -> captureAnew(request, writer));
  }

  CapturedFiles captureBefore(NodeId planRoot, Owner owner) {
    var reader = new TreeReader(store.reader());
    StoredPlan plan = StoredPlan.read(planRoot, reader);
    return captured(
        owner,
        writer -> {
          long now = clock.instant().getEpochSecond();
          Snapshot target = Snapshot.read(plan.snapshot(), reader);
          var capture =
              new Capture(
                  new CaptureWork(
                      roots,
                      product,
                      CaptureOptions.AS_IT_IS,
                      Earlier.nothing(),
                      new Before(roots, reader, plan.planId()),
                      null,
                      writer,
                      now,
                      progress));
          NodeId top = capture.run(Way.of(plan.allSteps(reader)));
          Totals totals = capture.findings().totals(writer.storedBytes());
          return snapshot(
              top, target.scope(), CaptureOptions.AS_IT_IS, now, true, totals, capture.findings());
        });
  }

  @FunctionalInterface
  private interface Work {
    Snapshot on(SnapshotWriter writer) throws StoreException;
  }

  private CapturedFiles captured(Owner owner, Work work) {
    try {
      Optional<NodeId> known = store.nodes(owner).stream().findFirst();
      if (known.isPresent()) {
        return CapturedFiles.of(
            known.get(), Snapshot.read(known.get(), new TreeReader(store.reader())));
      }
      try (SnapshotWriter writer = store.writer(owner)) {
        Snapshot snapshot = work.on(writer);
        NodeId root;
        try (WritingLane lane = writer.lane()) {
          root = snapshot.write(lane);
        }
        writer.keep(root);
        writer.commit();
        Checkpoints.release(store, owner);
        return CapturedFiles.of(root, snapshot);
      }
    } catch (StoreException e) {
      throw Failures.of(e);
    }
  }

  private Snapshot captureAnew(FileEngine.CaptureRequest request, SnapshotWriter writer)
      throws StoreException {
    long now = clock.instant().getEpochSecond();
    var ends = new ArrayList<RawPath>();
    for (Scope.Item item : request.scope().items()) {
      product.requireOutside(item.base());
      Set<RawPath> paths = Globs.paths(roots, product, item);
      if (paths.isEmpty() && !request.options().missingIsAbsent()) {
        throw new RollbackException(
            FailureType.PATH_NOT_FOUND, "%s matches nothing. Correct the pattern.".formatted(item));
      }
      ends.addAll(paths);
      if (paths.isEmpty()) {
        ends.add(item.base());
      }
    }
    var capture =
        new Capture(
            new CaptureWork(
                roots,
                product,
                request.options(),
                earlier(request.parent()),
                null,
                new Checkpoints(store, writer, request.owner(), checkpointEvery).read(),
                writer,
                now,
                progress));
    NodeId top = capture.run(Way.to(ends));
    Totals totals = capture.findings().totals(writer.storedBytes());
    return snapshot(
        top, request.scope(), request.options(), now, false, totals, capture.findings());
  }

  private Snapshot snapshot(
      NodeId top,
      Scope scope,
      CaptureOptions options,
      long takenAt,
      boolean partial,
      Totals totals,
      Findings findings) {
    Accounts accounts = Accounts.current();
    var notes = new ArrayList<String>();
    roots.system().leavesOut().ifPresent(notes::add);
    notes.addAll(findings.notes());
    return new Snapshot(
        top,
        scope,
        options,
        takenAt,
        partial,
        totals,
        notes,
        findings.flaws(),
        accounts.users(),
        accounts.groups());
  }

  /// What an earlier snapshot proves unchanged, as long as the store is not known to have lost
  /// something: then everything is read, and what was lost is stored again.
  private Earlier earlier(Optional<NodeId> parent) throws StoreException {
    var reader = new TreeReader(store.reader());
    if (parent.isEmpty() || !store.complete()) {
      return Earlier.nothing(reader);
    }
    return Earlier.of(reader, Snapshot.read(parent.get(), reader).top());
  }
}
