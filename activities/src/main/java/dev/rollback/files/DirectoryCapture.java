package dev.rollback.files;

import dev.rollback.files.OperatingSystem.Access;
import dev.rollback.store.NodeId;
import dev.rollback.store.StoreException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A directory that is captured with all beneath it.
final class DirectoryCapture extends Crew.Task {
  private static final long serialVersionUID = 1L;

  private static final int MOST_READS = 5;
  private static final Comparator<byte[]> BY_BYTES = Arrays::compareUnsigned;

  private final transient CaptureWork work;
  private final transient DirectoryDraft.@Nullable Slot slot;
  private final transient RawPath path;
  private final transient @Nullable NodeId before;
  private final transient List<byte[]> beneath;
  private final long mountId;
  private transient @Nullable DirectoryDraft draft;

  /// @param beneath its names from the scope's path on
  DirectoryCapture(
      CaptureWork work,
      Crew.Task above,
      DirectoryDraft.@Nullable Slot slot,
      RawPath path,
      @Nullable NodeId before,
      List<byte[]> beneath,
      long mountId) {
    super(above, work.crew);
    this.work = work;
    this.slot = slot;
    this.path = path;
    this.before = before;
    this.beneath = beneath;
    this.mountId = mountId;
  }

  @Override
  void work() throws SystemFailure, StoreException {
    CaptureWork.requireEnterable(path);
    AllowedPath allowed = work.roots.locate(path);
    try (var directory = work.openRoots.open(allowed, Access.DIRECTORY)) {
      readAll(directory);
    } catch (SystemFailure e) {
      unreadable(allowed, e);
    }
  }

  private void unreadable(AllowedPath allowed, SystemFailure e) throws StoreException {
    draft = new DirectoryDraft(DirectorySelf.UNKNOWN);
    if (e.is(Errno.ENOENT, Errno.ENOTDIR, Errno.ELOOP) && !work.options.strict()) {
      work.findings.flaw(path, Flaw.VANISHED);
    } else if (e.is(Errno.EACCES, Errno.EPERM, Errno.EIO) && !work.options.strict()) {
      work.findings.flaw(path, Flaw.UNREADABLE);
    } else if (e.is(Errno.ENOENT, Errno.ENOTDIR)) {
      throw CaptureWork.changing(path);
    } else {
      throw Failures.of(e, allowed);
    }
  }

  private void readAll(Descriptor directory) throws SystemFailure, StoreException {
    for (int attempt = 1; ; attempt++) {
      FileStatus status = work.system.status(directory);
      Earlier.Lookup known = work.earlier.lookup(known());
      var own = new DirectoryDraft(self(directory, status, known.self()));
      var found = new Findings();
      List<byte[]> names = work.system.names(directory);
      names.sort(BY_BYTES);
      boolean cache = work.options.excludeCaches() && CacheTag.marks(work.system, directory);
      var started = new ArrayList<Runnable>();
      for (byte[] name : names) {
        if (work.crew.stopped()) {
          return;
        }
        if (!cache || Arrays.equals(name, CacheTag.NAME)) {
          add(own, found, directory, name, known, started);
        }
      }
      boolean same = work.system.status(directory).sameAs(status);
      if (same || attempt == MOST_READS) {
        if (!same) {
          work.changingFound(path, found);
        }
        draft = own;
        started.forEach(Runnable::run);
        found.directory(own.self().metadata());
        work.findings.add(found);
        work.crew.tick();
        return;
      }
      work.system.rewind(directory);
    }
  }

  /// What a repetition finished, or else an earlier snapshot has.
  private @Nullable NodeId known() {
    NodeId finished = work.checkpoints == null ? null : work.checkpoints.earlier(path);
    return finished == null ? before : finished;
  }

  private DirectorySelf self(Descriptor directory, FileStatus status, @Nullable DirectorySelf known)
      throws SystemFailure {
    if (known != null && known.provedBy(status)) {
      return known.with(Reach.ALL);
    }
    Witness witness = Witness.trustworthy(status, work.nowSeconds) ? Witness.of(status) : null;
    return new DirectorySelf(Reach.ALL, Metadata.of(work.system, directory, status), witness);
  }

  /// @param started takes what is to begin once the directory proves unchanged
  private void add(
      DirectoryDraft own,
      Findings found,
      Descriptor directory,
      byte[] name,
      Earlier.Lookup known,
      List<Runnable> started)
      throws SystemFailure, StoreException {
    RawPath child = path.child(name);
    TreeEntry old = known.entry(Names.latin(name));
    if (work.product.isLeftover(name)) {
      found.note(child, child + " is left of a rollback that has not ended, and was passed over.");
      return;
    }
    try {
      FileStatus status = work.system.status(directory, name);
      boolean isDirectory = status.kind() == FileKind.DIRECTORY;
      if (!work.exclusions.isEmpty() && work.exclusions.leaveOut(names(name), isDirectory)) {
        return;
      }
      if (status.mount() || status.mountId() != mountId) {
        found.note(child, child + " is a mount point; what is mounted there was passed over.");
        own.add(TreeEntry.mount(Names.latin(name)), work.lane());
      } else if (isDirectory) {
        work.product.requireForeign(child);
        var slot =
            own.add(TreeEntry.directory(Names.latin(name), Body.Directory.PENDING), work.lane());
        List<byte[]> names = work.exclusions.isEmpty() ? List.of() : names(name);
        started.add(
            () ->
                begin(
                    new DirectoryCapture(
                        work, this, slot, child, Earlier.node(old), names, mountId)));
      } else {
        var place = new EntryCapture.Place(directory, name, child, this);
        TreeEntry entry = new EntryCapture(work, found).read(place, status, old);
        var slot = own.add(entry, work.lane());
        if (slot != null) {
          started.add(() -> place.added(slot));
        }
      }
    } catch (SystemFailure e) {
      if (work.passOver(child, e, found)) {
        var _ = own.add(TreeEntry.uncaptured(Names.latin(name)), work.lane());
      }
    }
  }

  private List<byte[]> names(byte[] name) {
    var names = new ArrayList<>(beneath);
    names.add(name);
    return names;
  }

  @Override
  void finish() throws StoreException {
    DirectoryDraft own = draft;
    if (own != null && slot != null) {
      NodeId node = own.write(work.lane());
      slot.fill(node);
      if (work.checkpoints != null) {
        work.checkpoints.finished(path, node);
      }
    }
  }
}
