package dev.rollback.files;

import dev.rollback.contract.FailureType;
import dev.rollback.contract.RollbackException;
import dev.rollback.files.OperatingSystem.Access;
import dev.rollback.store.ContentId;
import dev.rollback.store.NodeId;
import dev.rollback.store.StoreException;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Finds, without changing anything, what would make a rollback fail half-way: contents that are
/// not
/// there, no space, no permission, targets that cannot be renamed.
///
/// Every content must be in the store; few are also proved, and all where that is asked. The others
/// are proved when they are staged, before any target is touched.
final class Preflight {
  private static final int MOST_PROVED = 64;
  private static final int MOST_ASKED_FOR = 100_000;

  private final AllowedRoots roots;
  private final OperatingSystem system;
  private final TreeReader reader;
  private final Narrowing narrowing;
  private final boolean proveAll;
  private final boolean mayClearFlags;
  private final Map<Integer, Need> needs = new HashMap<>();
  private final Set<ContentId> contents = new HashSet<>();
  private final Set<RawPath> parents = new HashSet<>();
  private final Map<FileId, RawPath> replaced = new HashMap<>();

  /// What is to be staged in one place.
  private static final class Need {
    private final OperatingSystem.Space space;
    private final RawPath first;
    private long bytes;
    private long entries;

    Need(OperatingSystem.Space space, RawPath first) {
      this.space = space;
      this.first = first;
    }
  }

  /// @param mayClearFlags whether flags that forbid a change may be cleared for it: in an undo,
  /// whose
  ///     rollback may have set them
  Preflight(
      AllowedRoots roots,
      TreeReader reader,
      Narrowing narrowing,
      boolean proveAll,
      boolean mayClearFlags) {
    this.roots = roots;
    this.system = roots.system();
    this.reader = reader;
    this.narrowing = narrowing;
    this.proveAll = proveAll;
    this.mayClearFlags = mayClearFlags && roots.system().privileged();
  }

  /// @param plans where the blocks are read
  void check(
      List<RawPath> bases, List<StepBlocks.Block> blocks, TreeReader plans, FileProgress progress) {
    for (StepBlocks.Block block : blocks) {
      for (Step step : StepBlocks.read(block.node(), plans)) {
        requirePossible(step, bases);
      }
    }
    needs.values().forEach(Preflight::requireSpace);
    prove(progress);
  }

  private void prove(FileProgress progress) {
    if (!proveAll && contents.size() > MOST_PROVED) {
      return;
    }
    long done = 0;
    for (ContentId content : contents) {
      progress.report("reading", ++done, contents.size());
      try {
        reader.contents().verify(content);
      } catch (StoreException e) {
        throw Failures.of(e);
      }
    }
  }

  /// Who writes to files that would be replaced, one sentence each; after [#check].
  List<String> warnings() {
    return OpenFiles.writers(replaced);
  }

  private void requirePossible(Step step, List<RawPath> bases) {
    Seen seen = step.seen();
    boolean goes = step.type() != Step.Type.METADATA && replaced.size() < MOST_ASKED_FOR;
    if (seen != null && goes && seen.kind() == FileKind.FILE) {
      replaced.put(seen.id(), step.path());
    }
    AllowedPath path = roots.locate(step.path());
    switch (step.type()) {
      case CREATE, REPLACE, PATCH -> {
        need(step, bases);
        requireParent(path);
        requireChangeable(path, seen);
      }
      case REMOVE -> {
        requireParent(path);
        requireChangeable(path, seen);
      }
      case METADATA -> requireOwned(path, step);
      case EMPTIED -> {}
    }
  }

  private void requireChangeable(AllowedPath path, @org.jspecify.annotations.Nullable Seen seen) {
    if (seen != null
        && !mayClearFlags
        && path.status().filter(FileStatus::unchangeable).isPresent()) {
      throw denied(path.raw(), "has the immutable or append-only flag; remove it with chattr");
    }
  }

  private void requireOwned(AllowedPath path, Step step) {
    if (java.util.Objects.equals(step.before(), step.after())) {
      return;
    }
    FileStatus status = path.status().orElse(null);
    if (status == null) {
      return;
    }
    if (status.unchangeable() && !mayClearFlags) {
      throw denied(path.raw(), "has the immutable or append-only flag; remove it with chattr");
    }
    if (!system.privileged() && status.user() != system.user()) {
      throw denied(path.raw(), "belongs to another user; run the worker as that user or as root");
    }
    try (var entry = path.open(Access.ENTRY)) {
      if (system.space(entry).readOnly()) {
        throw denied(path.raw(), "is on a file system that is mounted read-only");
      }
    } catch (SystemFailure e) {
      throw Failures.of(e, path);
    }
  }

  private void requireParent(AllowedPath path) {
    if (!parents.add(path.raw().parent())) {
      return;
    }
    try (var parent = path.openParent(Access.ENTRY)) {
      FileStatus status = system.status(parent);
      if (system.space(parent).readOnly()) {
        throw denied(path.raw(), "is on a file system that is mounted read-only");
      }
      if (status.unchangeable() && !mayClearFlags) {
        throw denied(
            path.raw().parent(), "has the immutable or append-only flag; remove it with chattr");
      }
      if (!status.unchangeable() && !system.writable(parent)) {
        throw denied(path.raw().parent(), "cannot be written by this worker's user");
      }
    } catch (SystemFailure e) {
      throw Failures.of(e, path);
    }
  }

  /// A directory of the snapshot that is still to be counted.
  private record Pending(RawPath path, NodeId node) {}

  private void need(Step step, List<RawPath> bases) {
    Need need =
        needs.computeIfAbsent(step.base(), base -> new Need(space(bases.get(base)), step.path()));
    TreeEntry top = java.util.Objects.requireNonNull(step.wanted());
    if (step.type() == Step.Type.PATCH) {
      long bytes = step.ranges().stream().mapToLong(Step.Range::length).sum();
      need.bytes += Math.multiplyExact(bytes, 2);
      need.entries += 2;
      requireContents(top);
      return;
    }
    count(step.path(), top, need);
    var left = new ArrayDeque<Pending>();
    push(left, step.path(), top);
    while (!left.isEmpty()) {
      Pending next = left.pop();
      TreeReader.Cursor cursor = reader.entries(next.node());
      while (cursor.hasNext()) {
        TreeEntry entry = cursor.next();
        RawPath child = next.path().child(entry.bytes());
        if (entry.isThere() && narrowing.leadsOn(child)) {
          count(child, entry, need);
          push(left, child, entry);
        }
      }
    }
  }

  private static void push(ArrayDeque<Pending> left, RawPath path, TreeEntry entry) {
    if (entry.body() instanceof Body.Directory(NodeId node)) {
      left.push(new Pending(path, node));
    }
  }

  private OperatingSystem.Space space(RawPath base) {
    AllowedPath path = roots.locate(base);
    try (var entry = path.open(Access.ENTRY)) {
      if (system.space(entry).readOnly()) {
        throw denied(base, "is on a file system that is mounted read-only");
      }
      boolean locked = mayClearFlags && system.status(entry).unchangeable();
      if (!locked && !system.writable(entry)) {
        throw denied(base, "cannot be written by this worker's user");
      }
      return system.space(entry);
    } catch (SystemFailure e) {
      throw Failures.of(e, path);
    }
  }

  private void count(RawPath path, TreeEntry entry, Need need) {
    requireRight(path, entry);
    requireContents(entry);
    long block = Math.max(need.space.blockBytes(), 1);
    long size = dataBytes(entry);
    long blocks = size / block + (size % block == 0 ? 0 : 1);
    need.bytes += Math.multiplyExact(entry.isDirectory() ? 1 : blocks, block);
    need.entries++;
  }

  private long dataBytes(TreeEntry entry) {
    if (entry.body() instanceof Body.Content content && content.pieces() instanceof Pieces.Mapped) {
      return FileMap.pieces(content, reader).stream()
          .filter(piece -> piece.content() != null)
          .mapToLong(FileMap.Piece::length)
          .sum();
    }
    return entry.size();
  }

  private void requireContents(TreeEntry entry) {
    if (entry.body() instanceof Body.Content content) {
      switch (content.pieces()) {
        case Pieces.None _ -> {}
        case Pieces.Whole(ContentId id) -> requireContent(id);
        case Pieces.Mapped _ ->
            FileMap.pieces(content, reader)
                .forEach(
                    piece -> {
                      if (piece.content() != null) {
                        requireContent(piece.content());
                      }
                    });
      }
    }
  }

  private void requireContent(ContentId id) {
    try {
      if (!reader.contents().contains(id)) {
        throw new RollbackException(
            FailureType.SNAPSHOT_CORRUPT,
            "The store lacks content %s, which the snapshot needs. Run `rollback check`."
                .formatted(id));
      }
    } catch (StoreException e) {
      throw Failures.of(e);
    }
    if (proveAll || contents.size() <= MOST_PROVED) {
      contents.add(id);
    }
  }

  /// Only root may make what belongs to others, or devices.
  private void requireRight(RawPath path, TreeEntry entry) {
    if (system.privileged()) {
      return;
    }
    if (!entry.isDirectory() && entry.metadata().user() != system.user()) {
      throw denied(path, "belonged to another user; run the worker as root to restore it");
    }
    if (entry.kind().device()) {
      throw denied(path, "is a device; run the worker as root to restore it");
    }
  }

  private static void requireSpace(Need need) {
    if (need.bytes > need.space.freeBytes()) {
      throw new RollbackException(
          FailureType.INSUFFICIENT_DISK_SPACE,
          "Insufficient disk space: %s. Its file system has %d bytes free and the rollback needs %d."
              .formatted(need.first, need.space.freeBytes(), need.bytes));
    }
    if (need.entries > need.space.freeEntries()) {
      throw new RollbackException(
          FailureType.INSUFFICIENT_DISK_SPACE,
          "Insufficient disk space: %s. Its file system has room for %d files and the rollback needs %d."
              .formatted(need.first, need.space.freeEntries(), need.entries));
    }
  }

  private static RollbackException denied(RawPath path, String why) {
    return new RollbackException(
        FailureType.PERMISSION_DENIED, "Permission denied: %s %s.".formatted(path, why));
  }
}
