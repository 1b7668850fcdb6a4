package dev.rollback.files;

import dev.rollback.contract.FailureType;
import dev.rollback.contract.RestoreMode;
import dev.rollback.contract.RollbackException;
import dev.rollback.store.NodeId;
import dev.rollback.store.Owner;
import dev.rollback.store.SnapshotReader;
import dev.rollback.store.SnapshotStore;
import dev.rollback.store.SnapshotWriter;
import dev.rollback.store.StoreException;
import dev.rollback.store.WritingLane;
import java.util.List;
import java.util.Optional;

/// Lays a snapshot's files down in another place: a rollback of the same tree under another
/// directory, planned, staged, journalled and proved as any other.
final class BesideRestore {
  private final AllowedRoots roots;
  private final SnapshotStore store;
  private final Journals journals;
  private final Own product;
  private final FileEngine engine;
  private final FileProgress progress;

  BesideRestore(
      AllowedRoots roots,
      SnapshotStore store,
      Journals journals,
      Own product,
      FileEngine engine,
      FileProgress progress) {
    this.roots = roots;
    this.store = store;
    this.journals = journals;
    this.product = product;
    this.engine = engine;
    this.progress = progress;
  }

  /// Who keeps the tree that a plan lays down.
  static Owner tree(String planId) {
    return new Owner("plan/" + planId + "/tree");
  }

  /// One that fails keeps nothing in the store, unless something of it is laid down already.
  LaidFiles run(FileEngine.BesideRequest request, SnapshotReader contents) {
    try {
      return lay(request, contents);
    } catch (RuntimeException e) {
      try {
        var _ = engine.forget(request.planId());
      } catch (RuntimeException trouble) {
        e.addSuppressed(trouble);
      }
      throw e;
    }
  }

  private LaidFiles lay(FileEngine.BesideRequest request, SnapshotReader contents) {
    var owner = new Owner("plan/" + request.planId());
    Owner tree = tree(request.planId());
    AllowedPath place = roots.locate(roots.locate(AllowedRoots.absolute(request.to())).raw());
    product.requireOutside(place.raw());
    requireDirectory(place);
    try {
      boolean begun = !store.nodes(tree).isEmpty();
      if (!begun && !request.intoExisting()) {
        requireEmpty(place);
      }
      NodeId root = rebased(request, place.raw(), tree, contents);
      List<RawPath> paths =
          Beside.rebased(
              request.paths().stream().map(AllowedRoots::absolute).toList(), place.raw());
      Optional<NodeId> planned = store.nodes(owner).stream().findFirst();
      var source = new TreeReader(new BothReaders(store.reader(), contents));
      if (planned.isEmpty() || journals.read(request.planId()).isEmpty()) {
        make(place);
        var subject =
            new Subject(
                Snapshot.read(root, source),
                source,
                new Narrowing(paths),
                RestoreMode.OVERLAY,
                false);
        var plan =
            new FileEngine.PlanRequest(
                request.planId(), root, List.of(), RestoreMode.OVERLAY, false);
        planned =
            Optional.of(new PlanMaking(roots, store, product, subject, progress).run(plan).root());
      }
      var _ = engine.restore(request.planId(), planned.orElseThrow(), source.contents(), progress);
      LaidFiles laid = LaidFiles.of(Snapshot.read(root, source), source, new Narrowing(paths));
      store.release(owner);
      store.release(tree);
      return laid;
    } catch (StoreException e) {
      throw Failures.of(e);
    }
  }

  private void make(AllowedPath place) {
    if (place.status().isPresent()) {
      return;
    }
    for (AllowedPath each : place.leadingDirectories()) {
      makeOne(each);
    }
    makeOne(place);
  }

  private void makeOne(AllowedPath place) {
    if (place.status().isPresent()) {
      return;
    }
    try (var parent = place.openParent(OperatingSystem.Access.DIRECTORY)) {
      roots.system().createDirectory(parent, place.raw().name());
      roots.system().sync(parent);
    } catch (SystemFailure e) {
      if (!e.is(Errno.EEXIST)) {
        throw Failures.of(e, place);
      }
    }
  }

  private static void requireDirectory(AllowedPath place) {
    FileKind kind = place.status().map(FileStatus::kind).orElse(FileKind.DIRECTORY);
    if (kind != FileKind.DIRECTORY) {
      throw new RollbackException(
          FailureType.INVALID_REQUEST,
          "%s is a %s and no directory. Name an empty or a new directory."
              .formatted(place, kind.word()));
    }
  }

  private void requireEmpty(AllowedPath place) {
    try (var directory = place.open(OperatingSystem.Access.DIRECTORY)) {
      if (!roots.system().names(directory).isEmpty()) {
        throw new RollbackException(
            FailureType.INVALID_REQUEST,
            "%s is not empty, and nothing was changed. Name an empty or a new directory, or allow it with into_existing."
                .formatted(place));
      }
    } catch (SystemFailure e) {
      if (!e.is(Errno.ENOENT)) {
        throw Failures.of(e, place);
      }
    }
  }

  private static void requireKnown(List<String> paths, Snapshot snapshot, TreeReader reader) {
    var subject = new Subject(snapshot, reader, Narrowing.ALL, RestoreMode.OVERLAY, false);
    for (String path : paths) {
      if (!subject.has(AllowedRoots.absolute(path))) {
        throw new RollbackException(
            FailureType.PATH_NOT_FOUND,
            "%s is not a part of the snapshot. Name a path that it has.".formatted(path));
      }
    }
  }

  private NodeId rebased(
      FileEngine.BesideRequest request, RawPath to, Owner tree, SnapshotReader contents)
      throws StoreException {
    var reader = new TreeReader(contents);
    Snapshot snapshot = Snapshot.read(request.root(), reader);
    requireKnown(request.paths(), snapshot, reader);
    try (SnapshotWriter writer = store.writer(tree)) {
      NodeId root;
      try (WritingLane lane = writer.lane()) {
        NodeId top =
            new Beside(roots.system(), reader, lane, snapshot.takenAt())
                .rebased(snapshot.top(), to);
        root = snapshot.at(top).write(lane);
      }
      writer.keep(root);
      writer.commit();
      return root;
    }
  }
}
