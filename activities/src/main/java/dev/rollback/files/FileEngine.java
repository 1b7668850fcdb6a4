package dev.rollback.files;

import dev.rollback.contract.FailureType;
import dev.rollback.contract.RollbackException;
import dev.rollback.store.ContentId;
import dev.rollback.store.Owner;
import dev.rollback.store.SnapshotReader;
import dev.rollback.store.SnapshotStore;
import dev.rollback.store.SnapshotWriter;
import dev.rollback.store.StoreException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Captures files into a store and puts them back exactly: content, kind, mode, owner, times,
/// extended attributes and hard links.
///
/// Every operation may be repeated after a crash at any moment, with the same ids. It throws
/// [RollbackException], and what the given [FileProgress] throws.
public final class FileEngine {
  private final AllowedRoots roots;
  private final SnapshotStore store;
  private final Clock clock;
  private final Journals journals;
  private final LiveFiles files;

  /// @param stateDirectory where this host's journals of rollbacks are kept; created when missing
  /// @param kept directories of the product itself, such as the store's: never captured or restored
  public FileEngine(
      AllowedRoots roots, SnapshotStore store, Path stateDirectory, Set<Path> kept, Clock clock) {
    this.roots = roots;
    this.store = store;
    this.clock = clock;
    this.journals = new Journals(stateDirectory);
    var own = new HashSet<RawPath>();
    own.add(real(journals.directory()));
    kept.forEach(path -> own.add(real(path)));
    this.files = new LiveFiles(roots, own, journals);
  }

  /// What this host lacks for the engine, as a sentence; empty when it can work.
  public static Optional<String> unavailable() {
    return Systems.unavailable();
  }

  private static RawPath real(Path path) {
    try {
      return RawPath.of(path.toRealPath());
    } catch (IOException notThere) {
      return RawPath.of(path);
    }
  }

  /// Captures a scope under an owner; everything is durable when this returns. Repeated for an
  /// owner that was captured already, it changes nothing and answers the same.
  ///
  /// @param missingIsAbsent whether a path that is not there is recorded as absent, to be removed
  ///     by a rollback, instead of being refused with `PathNotFound`
  public CapturedFiles capture(
      Scope scope, Owner owner, boolean missingIsAbsent, FileProgress progress) {
    try {
      Optional<ContentId> known = root(owner);
      if (known.isPresent()) {
        return CapturedFiles.of(known.get(), manifest(known.get(), store.reader()));
      }
      if (!missingIsAbsent) {
        scope.items().forEach(this::requirePresent);
      }
      return captureAnew(scope, owner, missingIsAbsent, progress);
    } catch (StoreException e) {
      throw Failures.of(e);
    }
  }

  private CapturedFiles captureAnew(
      Scope scope, Owner owner, boolean missingIsAbsent, FileProgress progress)
      throws StoreException {
    long takenAt = clock.instant().getEpochSecond();
    try (SnapshotWriter writer = store.writer(owner)) {
      Scan scan = files.scanner(writer::write, progress, "reading").scan(scope);
      if (!missingIsAbsent) {
        requireMatches(scope, scan.tree());
      }
      var manifest = new Manifest(scope, scan.tree(), takenAt, writer.storedBytes(), scan.notes());
      ContentId root = writer.write(manifest.encoded());
      writer.commit();
      try (SnapshotWriter pointer = store.writer(pointer(owner))) {
        pointer.keep(root);
        pointer.commit();
      }
      return CapturedFiles.of(root, manifest);
    }
  }

  /// The root of what an owner captured; empty where no capture was completed.
  public Optional<ContentId> root(Owner owner) throws StoreException {
    return store.contents(pointer(owner)).stream().findFirst();
  }

  /// Keeps only an owner's root: its list appears last, so that it says that the capture is
  /// complete.
  private static Owner pointer(Owner owner) {
    return new Owner(owner + "/root");
  }

  private void requirePresent(Scope.Item item) {
    if (roots.locate(item.base()).status().isEmpty()) {
      throw notFound(item);
    }
  }

  private static void requireMatches(Scope scope, Tree tree) {
    for (Scope.Item item : scope.items()) {
      if (tree.subtree(item.base()).stream()
          .allMatch(entry -> entry.anchor() || entry.kind() == FileKind.ABSENT)) {
        throw notFound(item);
      }
    }
  }

  private static RollbackException notFound(Scope.Item item) {
    return new RollbackException(
        FailureType.PATH_NOT_FOUND,
        item.isGlob()
            ? "%s matches nothing. Correct the pattern.".formatted(item)
            : "%s does not exist. Correct the path.".formatted(item));
  }

  /// What a root captured, read again.
  public CapturedFiles describe(ContentId root, SnapshotReader contents) {
    return CapturedFiles.of(root, manifest(root, contents));
  }

  private static Manifest manifest(ContentId root, SnapshotReader contents) {
    try {
      return Manifest.decoded(contents.read(root, Manifest.MOST_BYTES));
    } catch (StoreException e) {
      throw Failures.of(e);
    }
  }

  /// Compares what was captured with what is there, checks that a rollback can be carried out, and
  /// keeps the whole plan in the store under `plan/<planId>`. Changes no target.
  ///
  /// @param paths which paths to roll back, each with all beneath it; empty for all
  /// @param contents where the snapshot's contents are read
  public PlannedFiles plan(
      String planId,
      ContentId root,
      List<String> paths,
      SnapshotReader contents,
      FileProgress progress) {
    Manifest manifest = manifest(root, contents);
    List<RawPath> narrowed =
        paths.stream().map(AllowedRoots::absolute).map(path -> roots.locate(path).raw()).toList();
    Tree live = files.tree(manifest, narrowed, progress, "scanning");
    Tree wanted = manifest.tree().narrowed(narrowed);
    narrowed.forEach(path -> requireKnown(path, live, wanted));
    new Preflight(roots, live, wanted).check(contents, progress);
    var plan = new StoredPlan(planId, root, narrowed, live);
    return described(plan, kept(plan, wanted, contents), manifest, wanted);
  }

  private static void requireKnown(RawPath path, Tree live, Tree wanted) {
    if (live.find(path).isEmpty() && wanted.find(path).isEmpty()) {
      throw new RollbackException(
          FailureType.PATH_NOT_FOUND,
          "%s is not a part of the snapshot. Name a path that it has.".formatted(path));
    }
  }

  /// Stores the plan, with all that it will need so far as this store has it.
  private ContentId kept(StoredPlan plan, Tree wanted, SnapshotReader contents) {
    try (SnapshotWriter writer = store.writer(new Owner("plan/" + plan.planId()))) {
      ContentId root = writer.write(plan.encoded());
      writer.write(manifestBytes(plan.manifest(), contents));
      var needed = new HashSet<ContentId>();
      for (Entry entry : wanted.entries()) {
        if (entry.body() instanceof Body.Content(_, var id) && needed.add(id)) {
          keepIfIntact(writer, id);
        }
      }
      writer.commit();
      return root;
    } catch (StoreException e) {
      throw Failures.of(e);
    }
  }

  private static byte[] manifestBytes(ContentId root, SnapshotReader contents)
      throws StoreException {
    return contents.read(root, Manifest.MOST_BYTES);
  }

  /// What this store lost is read from the second copy, or is not needed: the preflight knows.
  private static void keepIfIntact(SnapshotWriter writer, ContentId content) throws StoreException {
    try {
      writer.keep(content);
    } catch (StoreException e) {
      if (e.kind() != StoreException.Kind.MISSING && e.kind() != StoreException.Kind.CORRUPT) {
        throw e;
      }
    }
  }

  private PlannedFiles described(StoredPlan plan, ContentId root, Manifest manifest, Tree wanted) {
    Counts counts = Counts.of(plan.live(), wanted);
    List<String> targets =
        plan.paths().isEmpty()
            ? manifest.scope().items().stream().map(item -> item.base().toString()).toList()
            : plan.paths().stream().map(RawPath::toString).toList();
    return new PlannedFiles(
        root,
        plan.live().digest().hex(),
        counts.create(),
        counts.modify(),
        counts.delete(),
        counts.modifiedFiles().stream().map(RawPath::toString).toList(),
        counts.createdFiles().stream().map(RawPath::toString).toList(),
        counts.lines(),
        manifest.notes(),
        targets.stream().distinct().toList());
  }

  /// Carries a plan out, or completes or undoes what an earlier run of it left, and proves the end.
  ///
  /// @throws RollbackException `RollbackFailed` where a target changed since the plan, `TargetBusy`
  ///     while another run of this plan is alive, `RollbackPartial` where a failure could not be
  ///     undone; after every other failure the targets are as they were
  public RestoredFiles restore(
      String planId, ContentId planRoot, SnapshotReader contents, FileProgress progress) {
    Optional<Journals.Held> holding = journals.hold(planId);
    if (holding.isEmpty()) {
      throw new RollbackException(
          FailureType.TARGET_BUSY,
          "Plan %s is being carried out by another run. Wait for it.".formatted(planId));
    }
    try (var _ = holding.get()) {
      StoredPlan plan = plan(planRoot, contents);
      if (!plan.planId().equals(planId)) {
        throw new RollbackException(
            FailureType.INVALID_REQUEST,
            "%s is plan %s and not plan %s.".formatted(planRoot, plan.planId(), planId));
      }
      return new Restore(
              roots,
              files,
              journals,
              contents,
              progress,
              planRoot,
              plan,
              manifest(plan.manifest(), contents))
          .run();
    }
  }

  private StoredPlan plan(ContentId root, SnapshotReader contents) {
    try {
      return StoredPlan.decoded(
          store.reader().contains(root)
              ? store.reader().read(root, Manifest.MOST_BYTES)
              : contents.read(root, Manifest.MOST_BYTES));
    } catch (StoreException e) {
      throw Failures.of(e);
    }
  }

  /// Lets go of all that an owner captured; harmless when there is nothing.
  public void discard(Owner owner) {
    try {
      store.release(pointer(owner));
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
      if (journals.read(planId).isPresent()) {
        return false;
      }
      store.release(new Owner("plan/" + planId));
      return true;
    } catch (StoreException e) {
      throw Failures.of(e);
    }
  }
}
