package dev.rollback.files;

import dev.rollback.contract.FailureType;
import dev.rollback.contract.RestoreMode;
import dev.rollback.contract.RollbackException;
import dev.rollback.store.NodeId;
import dev.rollback.store.Owner;
import dev.rollback.store.SnapshotReader;
import dev.rollback.store.SnapshotStore;
import dev.rollback.store.StoreException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Captures files into a store and puts them back exactly: content, kind, mode, owner, times,
/// flags, extended attributes, holes and hard links.
///
/// Every operation may be repeated after a crash at any moment, with the same ids. It throws
/// [RollbackException], and what the given [FileProgress] throws.
public final class FileEngine {
  private final AllowedRoots roots;
  private final SnapshotStore store;
  private final Clock clock;
  private final Journals journals;
  private final Set<RawPath> own = new HashSet<>();
  private Duration checkpointEvery = Checkpoints.USUAL;

  /// @param stateDirectory where this host's journals of rollbacks are kept; created when missing
  /// @param kept directories of the product itself, such as the store's: never captured or restored
  public FileEngine(
      AllowedRoots roots, SnapshotStore store, Path stateDirectory, Set<Path> kept, Clock clock) {
    this.roots = roots;
    this.store = store;
    this.clock = clock;
    this.journals = new Journals(stateDirectory);
    own.add(real(journals.directory()));
    kept.forEach(path -> own.add(real(path)));
  }

  /// The same, with another time between the checkpoints of a long capture.
  FileEngine withCheckpoints(Duration every) {
    checkpointEvery = every;
    return this;
  }

  /// What this host lacks for the engine, as a sentence; empty when it can work.
  public static Optional<String> unavailable() {
    return Systems.unavailable();
  }

  /// Whether files are captured and put back by the kernel's own calls, with all that they have.
  public static boolean usesKernel() {
    return Systems.kernel().isPresent();
  }

  private static RawPath real(Path path) {
    try {
      return RawPath.of(path.toRealPath());
    } catch (IOException notThere) {
      return RawPath.of(path);
    }
  }

  private Own product() {
    return new Own(own, journals.leftovers());
  }

  /// What to capture.
  ///
  /// @param parent root of an earlier snapshot of the same paths: what it proves unchanged is not
  ///     read again
  public record CaptureRequest(
      Scope scope, Owner owner, CaptureOptions options, Optional<NodeId> parent) {}

  /// Captures a scope under an owner; everything is durable when this returns. Repeated for an
  /// owner that was captured already, it changes nothing and answers the same.
  public CapturedFiles capture(CaptureRequest request, FileProgress progress) {
    return captures(progress).capture(request);
  }

  private Captures captures(FileProgress progress) {
    return new Captures(roots, store, product(), clock, checkpointEvery, progress);
  }

  /// The root of what an owner captured; empty where no capture was completed.
  public Optional<NodeId> root(Owner owner) throws StoreException {
    return store.nodes(owner).stream().findFirst();
  }

  /// What a root captured, read again.
  public CapturedFiles describe(NodeId root, SnapshotReader contents) {
    return CapturedFiles.of(root, Snapshot.read(root, new TreeReader(contents)));
  }

  /// The first entries that a root captured.
  public List<CapturedFiles.CapturedFile> files(NodeId root, SnapshotReader contents, int most) {
    var reader = new TreeReader(contents);
    return new Listing(Snapshot.read(root, reader), reader).first(most);
  }

  /// What to plan.
  ///
  /// @param paths which paths to roll back, each with all beneath it; empty for all
  /// @param verify whether all contents are read, also where the kernel's word proves them equal
  public record PlanRequest(
      String planId, NodeId root, List<String> paths, RestoreMode mode, boolean verify) {
    public PlanRequest {
      paths = List.copyOf(paths);
    }
  }

  /// Compares what was captured with what is there, checks that a rollback can be carried out, and
  /// keeps the whole plan in the store under `plan/<planId>`. Changes no target.
  ///
  /// @param contents where the snapshot's contents are read
  public PlannedFiles plan(PlanRequest request, SnapshotReader contents, FileProgress progress) {
    var reader = new TreeReader(contents);
    Snapshot snapshot = Snapshot.read(request.root(), reader);
    List<RawPath> paths =
        request.paths().stream()
            .map(AllowedRoots::absolute)
            .map(path -> roots.locate(path).raw())
            .toList();
    var subject =
        new Subject(snapshot, reader, new Narrowing(paths), request.mode(), request.verify());
    paths.forEach(path -> requireKnown(path, subject));
    return new PlanMaking(roots, store, product(), subject, progress).run(request);
  }

  private void requireKnown(RawPath path, Subject subject) {
    boolean known =
        subject.has(path) || (subject.covers(path) && roots.locate(path).status().isPresent());
    if (!known) {
      throw new RollbackException(
          FailureType.PATH_NOT_FOUND,
          "%s is not a part of the snapshot. Name a path that it has.".formatted(path));
    }
  }

  /// Captures what a plan would replace or delete, and no more, for its undo: costs the change, not
  /// the size. Repeated for an owner that was captured already, it answers the same.
  public CapturedFiles captureBefore(NodeId planRoot, Owner owner, FileProgress progress) {
    return captures(progress).captureBefore(planRoot, owner);
  }

  /// Carries a plan out, or completes or undoes what an earlier run of it left, and proves the end.
  ///
  /// @throws RollbackException `TargetChanged` where a target changed since the plan, `TargetBusy`
  ///     while another run of this plan is alive, `RollbackPartial` where a failure could not be
  ///     undone; after every other failure the targets are as they were
  public RestoredFiles restore(
      String planId, NodeId planRoot, SnapshotReader contents, FileProgress progress) {
    Optional<Journals.Held> holding = journals.hold(planId);
    if (holding.isEmpty()) {
      throw new RollbackException(
          FailureType.TARGET_BUSY,
          "Plan %s is being carried out by another run. Wait for it.".formatted(planId));
    }
    try (var _ = holding.get()) {
      var reader = new TreeReader(contents);
      TreeReader plans = plans(planRoot, reader);
      StoredPlan plan = StoredPlan.read(planRoot, plans);
      if (!plan.planId().equals(planId)) {
        throw new RollbackException(
            FailureType.INVALID_REQUEST,
            "%s is plan %s and not plan %s.".formatted(planRoot, plan.planId(), planId));
      }
      var subject =
          new Subject(
              Snapshot.read(plan.snapshot(), reader),
              reader,
              new Narrowing(plan.paths()),
              plan.mode(),
              plan.verify(),
              plan.verify() ? WrittenFiles.none() : new WrittenFiles());
      var proof = new Proof(roots, journals, own, subject, progress);
      return new Restore(roots, journals, proof, plans, reader, planRoot, plan, progress).run();
    }
  }

  private TreeReader plans(NodeId planRoot, TreeReader contents) {
    try {
      return store.reader().contains(planRoot) ? new TreeReader(store.reader()) : contents;
    } catch (StoreException e) {
      throw Failures.of(e);
    }
  }

  /// What to lay down beside the living files.
  ///
  /// @param paths which of the snapshot's paths, each with all beneath it; empty for all
  /// @param to an absolute directory beneath an allowed root, made where it is missing: what was at
  ///     `/srv/www` comes to `<to>/srv/www`
  /// @param intoExisting whether it may hold something already
  public record BesideRequest(
      String planId, NodeId root, List<String> paths, String to, boolean intoExisting) {
    public BesideRequest {
      paths = List.copyOf(paths);
    }
  }

  /// Lays files down in another place, and proves it. Repeating a request that was cut off
  /// completes it.
  ///
  /// @throws RollbackException `InvalidRequest` where the place holds something and that was not
  ///     allowed
  public LaidFiles restoreBeside(
      BesideRequest request, SnapshotReader contents, FileProgress progress) {
    return new BesideRestore(roots, store, journals, product(), this, progress)
        .run(request, contents);
  }

  /// Lets go of all that an owner captured; harmless when there is nothing.
  public void discard(Owner owner) {
    try {
      Checkpoints.release(store, owner);
      store.release(owner);
    } catch (StoreException e) {
      throw Failures.of(e);
    }
  }

  /// Lets go of a plan; harmless when there is none.
  ///
  /// @return false where a restore of it has begun and not ended, which needs the plan still
  public boolean forget(String planId) {
    Optional<Journals.Held> holding = journals.hold(planId);
    if (holding.isEmpty()) {
      return false;
    }
    try (var _ = holding.get()) {
      Optional<Journal> journal = journals.read(planId);
      if (journal.isPresent() && journal.get().phase() != Journal.Phase.UNDONE) {
        return false;
      }
      journals.delete(planId);
      store.release(new Owner("plan/" + planId));
      store.release(BesideRestore.tree(planId));
      return true;
    } catch (StoreException e) {
      throw Failures.of(e);
    }
  }
}
