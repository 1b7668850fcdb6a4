package dev.rollback.files;

import dev.rollback.contract.FailureType;
import dev.rollback.contract.RestoreMode;
import dev.rollback.contract.RollbackException;
import dev.rollback.files.OperatingSystem.Access;
import dev.rollback.store.StoreException;
import java.util.ArrayList;

/// Decides on what is there and must go.
final class Removals implements Inventory.Keeping {
  private final ComparisonWork work;
  private final DirectoryComparison visit;
  private final boolean told;

  /// @param visit the directory that it is in
  Removals(ComparisonWork work, DirectoryComparison visit) {
    this.work = work;
    this.visit = visit;
    this.told = work.differences.onlyTold();
  }

  void replace(Descriptor parent, RawPath child, TreeEntry wanted, FileStatus status)
      throws SystemFailure, StoreException {
    if (work.subject.mode() == RestoreMode.MISSING) {
      return;
    }
    if (status.kind() == FileKind.UNCAPTURED) {
      stays(child);
      if (!told && isMakeable(wanted)) {
        throw new RollbackException(
            FailureType.SNAPSHOT_NOT_RESTORABLE,
            "%s must be replaced, but this system could not put it back. Move it away."
                .formatted(child));
      }
      return;
    }
    if (status.mount() && !told) {
      throw ComparisonWork.mounted(child);
    }
    try (var top = work.system.open(parent, child.name(), Access.ENTRY)) {
      Inventory gone = inventory(top, child);
      if (!gone.kept().isEmpty() && !told) {
        throw new RollbackException(
            FailureType.SNAPSHOT_NOT_RESTORABLE,
            "%s must be replaced, but %s in it is left out. Move it away."
                .formatted(child, gone.kept().getFirst()));
      }
      Seen seen = seen(status, gone);
      visit.changes();
      work.madeAnew(child, wanted);
      work.links.gone(gone.linked());
      work.differences.replaceKind(
          Step.replace(child, visit.base(), seen, wanted), status.kind(), gone);
    }
  }

  /// Whether this system could make what the snapshot has, as far as it is not about metadata.
  private boolean isMakeable(TreeEntry wanted) {
    return work.system.hindrance(wanted).equals(work.system.hindrance(wanted.metadata()));
  }

  private Inventory inventory(Descriptor top, RawPath child) throws SystemFailure {
    Inventory found = Inventory.of(work.system, top, child, work.differences.mostNamed(), this);
    if (!found.mounts().isEmpty() && !told) {
      throw ComparisonWork.mounted(found.mounts().getFirst());
    }
    return found;
  }

  @Override
  public boolean keeps(RawPath at, FileStatus status) {
    return work.product.isOwn(at) || status.kind() == FileKind.UNCAPTURED || leftOut(at, status);
  }

  private void stays(RawPath child) {
    work.differences.warn(
        child, "%s stays, because this system could not put it back.".formatted(child));
  }

  /// A cache that came since is left out as one that was there would have been.
  @Override
  public boolean isCache(Descriptor directory) throws SystemFailure {
    return work.subject.snapshot().options().excludeCaches()
        && visit.isWhole()
        && CacheTag.marks(work.system, directory);
  }

  private boolean leftOut(RawPath at, FileStatus status) {
    if (work.exclusions.isEmpty() || !visit.isWhole()) {
      return false;
    }
    var names = new ArrayList<>(visit.beneath());
    names.addAll(Names.split(at.beneath(visit.path())));
    return work.exclusions.leaveOut(names, status.kind() == FileKind.DIRECTORY);
  }

  private static Seen seen(FileStatus status, Inventory gone) {
    return Seen.of(
        status, status.kind() == FileKind.DIRECTORY ? gone.digest() : Seen.NOTHING_BENEATH);
  }

  /// What came since goes; a socket alone stays: it belongs to a running program.
  void remove(Descriptor directory, RawPath child, FileStatus status)
      throws SystemFailure, StoreException {
    if (work.subject.mode() != RestoreMode.EXACT
        || status.kind() == FileKind.SOCKET
        || keeps(child, status)) {
      if (status.kind() == FileKind.UNCAPTURED && work.subject.mode() == RestoreMode.EXACT) {
        stays(child);
      }
      return;
    }
    if (status.mount() && !told) {
      throw ComparisonWork.mounted(child);
    }
    try (var top = work.system.open(directory, child.name(), Access.ENTRY)) {
      Inventory gone = inventory(top, child);
      if (gone.kept().isEmpty() || told) {
        visit.changes();
        work.links.gone(gone.linked());
        work.differences.remove(
            Step.remove(child, visit.base(), seen(status, gone)), status.kind(), gone);
        return;
      }
      work.differences.warn(
          child,
          "%s stays, because %s in it is left out.".formatted(child, gone.kept().getFirst()));
    } catch (SystemFailure e) {
      if (e.is(Errno.ENOENT)) {
        return;
      }
      throw e;
    }
    try (var inside = work.system.open(directory, child.name(), Access.DIRECTORY)) {
      if (isCache(inside)) {
        return;
      }
      for (byte[] name : work.system.names(inside)) {
        FileStatus each = visit.status(inside, name);
        if (each != null) {
          remove(inside, child.child(name), each);
        }
      }
    }
  }
}
