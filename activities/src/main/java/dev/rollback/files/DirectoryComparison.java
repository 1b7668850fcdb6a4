package dev.rollback.files;

import dev.rollback.contract.FailureType;
import dev.rollback.contract.RestoreMode;
import dev.rollback.contract.RollbackException;
import dev.rollback.files.OperatingSystem.Access;
import dev.rollback.store.NodeId;
import dev.rollback.store.StoreException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A directory that both sides have.
final class DirectoryComparison extends Crew.Task {
  private static final long serialVersionUID = 1L;

  private static final Comparator<byte[]> BY_BYTES = Arrays::compareUnsigned;

  private final transient ComparisonWork work;
  private final transient RawPath path;
  private final transient NodeId node;
  private final transient @Nullable RawPath base;
  private final transient List<byte[]> beneath;
  private final long mountId;
  private transient volatile boolean changed;
  private transient @Nullable DirectorySelf self;
  private transient @Nullable Boolean cache;
  private transient boolean differs;

  /// @param base where its entries are staged; null above all that may be touched
  /// @param beneath its names from the scope's path on
  DirectoryComparison(
      ComparisonWork work,
      @Nullable DirectoryComparison above,
      RawPath path,
      NodeId node,
      @Nullable RawPath base,
      List<byte[]> beneath,
      long mountId) {
    super(above, work.crew);
    this.work = work;
    this.path = path;
    this.node = node;
    this.base = base;
    this.beneath = beneath;
    this.mountId = mountId;
  }

  @Override
  void work() throws SystemFailure, StoreException {
    TreeReader.Cursor wanted = work.subject.reader().entries(node);
    self = wanted.self();
    if (!work.roots.mayTouchIn(path)) {
      while (wanted.hasNext()) {
        TreeEntry entry = wanted.next();
        RawPath child = path.child(entry.bytes());
        if (work.subject.narrowing().leadsOn(child)
            && entry.body() instanceof Body.Directory(var in)) {
          begin(new DirectoryComparison(work, this, child, in, null, List.of(), 0));
        }
      }
      return;
    }
    if (self.reach() == Reach.UNKNOWN && !wanted.hasNext()) {
      return; // It could not be read then, perhaps not now either, and is left alone.
    }
    AllowedPath allowed = work.roots.locate(path);
    try (var directory = work.openRoots.open(allowed, Access.DIRECTORY)) {
      FileStatus status = work.system.status(directory);
      compare(directory, wanted, status);
    } catch (SystemFailure e) {
      throw e.is(Errno.ENOENT, Errno.ENOTDIR)
          ? ComparisonWork.changing(path)
          : Failures.of(e, allowed);
    }
  }

  private void compare(Descriptor directory, TreeReader.Cursor wanted, FileStatus status)
      throws SystemFailure, StoreException {
    DirectorySelf own = wanted.self();
    boolean all = own.reach() == Reach.ALL && work.subject.narrowing().has(path);
    differs =
        own.reach().itself()
            && work.subject.narrowing().has(path)
            && work.subject.mode() != RestoreMode.MISSING
            && !(own.provedBy(status) && !work.subject.verify())
            && !Metadata.of(work.system, directory, status).equals(own.metadata());
    if (!all) {
      while (wanted.hasNext() && !work.crew.stopped()) {
        TreeEntry entry = wanted.next();
        if (work.subject.narrowing().leadsOn(path.child(entry.bytes()))) {
          both(directory, entry, status(directory, entry.bytes()));
        }
      }
      return;
    }
    List<byte[]> names = work.system.names(directory);
    names.sort(BY_BYTES);
    for (byte[] name : names) {
      if (work.crew.stopped()) {
        return;
      }
      String latin = Names.latin(name);
      TreeEntry next = wanted.peek();
      while (next != null && next.name().compareTo(latin) < 0) {
        both(directory, wanted.next(), null);
        next = wanted.peek();
      }
      if (next != null && next.name().equals(latin)) {
        FileStatus found = status(directory, name);
        TreeEntry entry = wanted.next();
        if (!isAlike(entry, found)) {
          both(directory, entry, found);
        }
      } else {
        excess(directory, name);
      }
    }
    while (wanted.hasNext()) {
      both(directory, wanted.next(), null);
    }
  }

  /// Whether a look is enough, as it is for most.
  private boolean isAlike(TreeEntry entry, @Nullable FileStatus status) {
    return status != null
        && entry.group() == null
        && status.links() == 1
        && !status.mount()
        && work.subject.isProved(entry, status);
  }

  @Nullable FileStatus status(Descriptor directory, byte[] name) throws SystemFailure {
    try {
      return work.system.status(directory, name);
    } catch (SystemFailure e) {
      if (e.is(Errno.ENOENT)) {
        return null;
      }
      throw Failures.of(e, work.roots.locate(path.child(name)));
    }
  }

  int base() {
    return work.bases.number(place());
  }

  RawPath place() {
    return base == null ? path : base;
  }

  /// An entry of the snapshot, and what is there now, or null.
  private void both(Descriptor directory, TreeEntry wanted, @Nullable FileStatus status)
      throws SystemFailure, StoreException {
    RawPath child = path.child(wanted.bytes());
    work.crew.tick();
    if (wanted.isLeftAlone()) {
      return;
    }
    if (status == null) {
      missing(child, wanted);
    } else if (wanted.kind() == FileKind.ABSENT) {
      removals().remove(directory, child, status);
    } else if (wanted.body() instanceof Body.Directory(var in)) {
      directory(directory, child, wanted, in, status);
    } else if (status.kind() != wanted.kind()) {
      removals().replace(directory, child, wanted, status);
    } else if (wanted.kind() == FileKind.FILE) {
      entries().file(directory, child, wanted, status);
    } else {
      entries().other(directory, child, wanted, status);
    }
  }

  private void missing(RawPath child, TreeEntry wanted) {
    if (!wanted.isThere() || isUnknown(wanted)) {
      return;
    }
    if (wanted.group() != null) {
      work.links.missing(child, wanted, place());
      return;
    }
    changed = true;
    work.madeAnew(child, wanted);
    work.differences.create(Step.create(child, base(), wanted));
  }

  /// A directory of which nothing is known cannot be made anew.
  private boolean isUnknown(TreeEntry wanted) {
    if (!(wanted.body() instanceof Body.Directory(var in))) {
      return false;
    }
    Reach reach = work.subject.reader().entries(in).self().reach();
    return reach == Reach.UNKNOWN || reach == Reach.GONE;
  }

  private void directory(
      Descriptor parent, RawPath child, TreeEntry wanted, NodeId in, FileStatus status)
      throws SystemFailure, StoreException {
    if (status.kind() != FileKind.DIRECTORY) {
      Reach reach = work.subject.reader().entries(in).self().reach();
      if (status.kind() == FileKind.SYMLINK && reach != Reach.ALL && reach != Reach.SELF) {
        throw Failures.link(child);
      }
      if (reach == Reach.WAY) {
        throw new RollbackException(
            FailureType.SNAPSHOT_NOT_RESTORABLE,
            "%s was a directory on the way to what was captured and is a %s now. Move it away."
                .formatted(child, status.kind().word()));
      }
      if (reach != Reach.UNKNOWN && reach != Reach.GONE) {
        removals().replace(parent, child, wanted, status);
      }
      return;
    }
    boolean inTree = self != null && self.reach() == Reach.ALL;
    if (status.mount() && inTree) {
      removals().replace(parent, child, wanted, status);
      return;
    }
    List<byte[]> names = new ArrayList<>(beneath);
    names.add(wanted.bytes());
    boolean keeps = base != null && work.subject.inScope(base) && mountId == status.mountId();
    boolean mayGo = !inTree && work.subject.reader().entries(in).self().reach() == Reach.GONE;
    RawPath place = keeps ? base : mayGo ? place() : child;
    begin(
        new DirectoryComparison(
            work,
            this,
            child,
            in,
            work.roots.strictlyWithin(child) ? place : null,
            work.exclusions.isEmpty() || !inTree ? List.of() : names,
            status.mountId()));
  }

  /// What is there and the snapshot does not list.
  private void excess(Descriptor directory, byte[] name) throws SystemFailure, StoreException {
    FileStatus status = status(directory, name);
    if (status == null
        || work.subject.mode() != RestoreMode.EXACT
        || work.product.isLeftover(name)) {
      return;
    }
    if (work.subject.snapshot().options().excludeCaches() && isCache()) {
      return;
    }
    removals().remove(directory, path.child(name), status);
  }

  /// Whether it was a cache when it was captured; whether it is one now does not matter.
  private boolean isCache() {
    Boolean known = cache;
    if (known == null) {
      known = CacheTag.marks(work.subject.reader(), node);
      cache = known;
    }
    return known;
  }

  private EntryComparison entries() {
    return new EntryComparison(work, this);
  }

  private Removals removals() {
    return new Removals(work, this);
  }

  RawPath path() {
    return path;
  }

  /// Its names from the scope's path on.
  List<byte[]> beneath() {
    return beneath;
  }

  /// Whether all that is in it is the snapshot's.
  boolean isWhole() {
    DirectorySelf own = self;
    return own != null && own.reach() == Reach.ALL;
  }

  /// Hears that names in it will change.
  void changes() {
    changed = true;
  }

  @Override
  void finish() throws SystemFailure {
    DirectorySelf own = self;
    if (own == null || !work.roots.mayTouchIn(path)) {
      return;
    }
    if (own.reach() == Reach.GONE && work.subject.mode() == RestoreMode.EXACT) {
      work.touched.emptied(path);
      return;
    }
    if (differs || changed) {
      work.touched.settle(path, own, differs && !changed);
    }
  }
}
