package dev.rollback.files;

import dev.rollback.contract.FailureType;
import dev.rollback.contract.RollbackException;
import dev.rollback.files.OperatingSystem.Access;
import dev.rollback.store.ContentId;
import dev.rollback.store.SnapshotReader;
import dev.rollback.store.StoreException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Finds, without changing anything, what would make a rollback fail half-way: damaged contents, no
/// space, no permission, targets that cannot be renamed.
final class Preflight {
  private final AllowedRoots roots;
  private final OperatingSystem system;
  private final Tree live;
  private final Tree wanted;
  private final Map<Long, Need> needs = new HashMap<>();

  /// Bytes to stage on one file system, and the path that is told of it.
  private record Need(RawPath path, OperatingSystem.Space space, long bytes) {}

  Preflight(AllowedRoots roots, Tree live, Tree wanted) {
    this.roots = roots;
    this.system = roots.system();
    this.live = live;
    this.wanted = wanted;
  }

  void check(SnapshotReader contents, FileProgress progress) {
    List<Operation> operations = Difference.between(live, wanted).operations();
    verify(operations, contents, progress);
    operations.forEach(this::requirePossible);
    needs.values().forEach(Preflight::requireSpace);
  }

  private void verify(List<Operation> operations, SnapshotReader contents, FileProgress progress) {
    var verified = new HashSet<ContentId>();
    for (Operation operation : operations) {
      for (Entry entry : staged(operation)) {
        if (entry.body() instanceof Body.Content(_, var id) && verified.add(id)) {
          progress.report("reading", verified.size(), 0);
          try {
            contents.verify(id);
          } catch (StoreException e) {
            throw Failures.of(e);
          }
        }
      }
    }
  }

  private List<Entry> staged(Operation operation) {
    return switch (operation.type()) {
      case CREATE, REPLACE -> wanted.subtree(operation.path());
      case REMOVE, DIRECTORY -> List.of();
    };
  }

  private void requirePossible(Operation operation) {
    AllowedPath path = roots.locate(operation.path());
    requireNoMount(operation);
    Optional<FileStatus> target = path.status();
    if (target.isPresent() && target.get().unchangeable()) {
      throw denied(path.raw(), "has the immutable or append-only flag; remove it with chattr");
    }
    boolean mine = target.isEmpty() || target.get().user() == system.user();
    if (operation.type() == Operation.Type.DIRECTORY) {
      if (!system.privileged() && !mine) {
        throw denied(path.raw(), "belongs to another user; run the worker as that user or as root");
      }
      requireWritableSpace(path);
      return;
    }
    staged(operation).forEach(this::requireRight);
    requireParent(path, operation);
  }

  private void requireNoMount(Operation operation) {
    if (operation.type() == Operation.Type.DIRECTORY) {
      return;
    }
    boolean itself = roots.locate(operation.path()).status().filter(FileStatus::mount).isPresent();
    Optional<RawPath> mount =
        itself
            ? Optional.of(operation.path())
            : live.subtree(operation.path()).stream()
                .filter(entry -> entry.kind() == FileKind.MOUNT)
                .map(Entry::path)
                .findFirst();
    if (mount.isPresent()) {
      throw new RollbackException(
          FailureType.SNAPSHOT_NOT_RESTORABLE,
          "%s is a mount point and cannot be replaced or removed. Unmount it first."
              .formatted(mount.get()));
    }
  }

  /// Only root may make what belongs to others, or devices.
  private void requireRight(Entry entry) {
    if (system.privileged()) {
      return;
    }
    if (entry.metadata().user() != system.user()) {
      throw denied(entry.path(), "belonged to another user; run the worker as root to restore it");
    }
    if (entry.kind().device()) {
      throw denied(entry.path(), "is a device; run the worker as root to restore it");
    }
  }

  private void requireParent(AllowedPath path, Operation operation) {
    try (var parent = path.openParent(Access.ENTRY)) {
      FileStatus status = system.status(parent);
      OperatingSystem.Space space = system.space(parent);
      if (space.readOnly()) {
        throw denied(path.raw(), "is on a file system that is mounted read-only");
      }
      if (status.unchangeable()) {
        throw denied(
            path.raw().parent(), "has the immutable or append-only flag; remove it with chattr");
      }
      if (!system.writable(parent)) {
        throw denied(path.raw().parent(), "cannot be written by this worker's user");
      }
      long bytes = staged(operation).stream().mapToLong(entry -> rounded(entry, space)).sum();
      needs.merge(
          status.id().device(),
          new Need(path.raw(), space, bytes),
          (all, one) -> new Need(all.path(), all.space(), all.bytes() + one.bytes()));
    } catch (SystemFailure e) {
      throw Failures.of(e, path);
    }
  }

  private void requireWritableSpace(AllowedPath path) {
    try (var entry = path.open(Access.ENTRY)) {
      if (system.space(entry).readOnly()) {
        throw denied(path.raw(), "is on a file system that is mounted read-only");
      }
    } catch (SystemFailure e) {
      throw Failures.of(e, path);
    }
  }

  private static long rounded(Entry entry, OperatingSystem.Space space) {
    long block = Math.max(space.blockBytes(), 1);
    long blocks = entry.size() / block + (entry.size() % block == 0 ? 0 : 1);
    return Math.multiplyExact(entry.isDirectory() ? Math.max(blocks, 1) : blocks, block);
  }

  private static void requireSpace(Need need) {
    if (need.bytes() > need.space().freeBytes()) {
      throw new RollbackException(
          FailureType.INSUFFICIENT_DISK_SPACE,
          "Insufficient disk space: %s. Its file system has %d bytes free and the rollback needs %d."
              .formatted(need.path(), need.space().freeBytes(), need.bytes()));
    }
  }

  private static RollbackException denied(RawPath path, String why) {
    return new RollbackException(
        FailureType.PERMISSION_DENIED, "Permission denied: %s %s.".formatted(path, why));
  }
}
