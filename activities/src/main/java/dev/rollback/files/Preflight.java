package dev.rollback.files;

import dev.rollback.contract.FailureType;
import dev.rollback.contract.RollbackException;
import dev.rollback.files.OperatingSystem.Access;
import dev.rollback.store.StoreException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds, without changing anything, what would make a rollback fail half-way: no space, no
/// permission, targets that cannot be renamed, contents that are not there.
final class Preflight {
  private static final int MOST_ASKED_FOR = 100_000;

  private final AllowedRoots roots;
  private final OperatingSystem system;
  private final boolean mayClearFlags;
  private final TreeReader reader;
  private final Narrowing narrowing;
  private final boolean proveAll;
  private final Set<RawPath> parents = new HashSet<>();
  private final Map<FileId, RawPath> replaced = new HashMap<>();

  /// @param mayClearFlags whether flags that forbid a change may be cleared for it: in an undo,
  ///     because its rollback may have set them
  Preflight(
      AllowedRoots roots,
      TreeReader reader,
      Narrowing narrowing,
      boolean proveAll,
      boolean mayClearFlags) {
    this.roots = roots;
    this.system = roots.system();
    this.mayClearFlags = mayClearFlags && roots.system().privileged();
    this.reader = reader;
    this.narrowing = narrowing;
    this.proveAll = proveAll;
  }

  /// @param plans where the blocks are read
  void check(
      List<RawPath> bases, List<StepBlocks.Block> blocks, TreeReader plans, FileProgress progress)
      throws StoreException {
    try (var crew = new Crew<>(() -> new HashingTools(system), progress, "scanning")) {
      var needs = new StagingNeeds(roots, reader, narrowing, proveAll, mayClearFlags, crew);
      for (StepBlocks.Block block : blocks) {
        for (Step step : StepBlocks.read(block.node(), plans)) {
          requirePossible(step, bases, needs);
        }
      }
      needs.requireSpace();
      needs.proveFew(progress);
    }
  }

  /// Who writes to files that would be replaced, one sentence each; after [#check].
  List<String> warnings() {
    return OpenFiles.writers(replaced);
  }

  private void requirePossible(Step step, List<RawPath> bases, StagingNeeds needs)
      throws StoreException {
    Seen seen = step.seen();
    boolean goes = step.type() != Step.Type.METADATA && replaced.size() < MOST_ASKED_FOR;
    if (seen != null && goes && seen.kind() == FileKind.FILE) {
      replaced.put(seen.id(), step.path());
    }
    AllowedPath path = roots.locate(step.path());
    switch (step.type()) {
      case CREATE, REPLACE, PATCH -> {
        needs.add(step, bases.get(step.base()));
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

  private void requireChangeable(AllowedPath path, @Nullable Seen seen) {
    if (seen != null
        && !mayClearFlags
        && path.status().filter(FileStatus::unchangeable).isPresent()) {
      throw denied(path.raw(), "has the immutable or append-only flag; remove it with chattr");
    }
  }

  private void requireOwned(AllowedPath path, Step step) {
    if (Objects.equals(step.before(), step.after())) {
      return;
    }
    Metadata after = step.after();
    if (after != null) {
      StagingNeeds.requirePossible(path.raw(), system.hindrance(after));
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

  static RollbackException denied(RawPath path, String why) {
    return new RollbackException(
        FailureType.PERMISSION_DENIED, "Permission denied: %s %s.".formatted(path, why));
  }
}
