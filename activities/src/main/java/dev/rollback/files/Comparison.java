package dev.rollback.files;

import dev.rollback.contract.FailureType;
import dev.rollback.contract.RestoreMode;
import dev.rollback.contract.RollbackException;
import dev.rollback.files.OperatingSystem.Access;
import dev.rollback.files.Step.Range;
import dev.rollback.store.NodeId;
import dev.rollback.store.StoreException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// Compares what is there with a snapshot, by several threads, and tells of each step that would
/// make the one of the other. Content is read only where the kernel's word does not prove it equal.
///
/// Follows no link and crosses no mount.
final class Comparison {
  private static final Comparator<byte[]> BY_BYTES = Arrays::compareUnsigned;
  private static final int MOST_READS = 5;

  /// What is compared.
  ///
  /// @param verify whether all contents are read
  record Subject(
      Snapshot snapshot, TreeReader reader, Narrowing narrowing, RestoreMode mode, boolean verify) {
    /// What the snapshot has of a directory; null where it has none there.
    @Nullable DirectorySelf directory(RawPath path) {
      NodeId at = snapshot.top();
      for (byte[] name : Names.split(path.bytes())) {
        TreeEntry entry = reader.find(at, Names.latin(name));
        if (entry == null || !(entry.body() instanceof Body.Directory(NodeId next))) {
          return null;
        }
        at = next;
      }
      return reader.entries(at).self();
    }

    /// Whether a directory belongs to what was asked to be captured, and not only leads there.
    boolean inScope(RawPath path) {
      return snapshot.scope().items().stream().map(Scope.Item::base).anyMatch(path::within);
    }

    /// Whether the snapshot has something at a path, or says that nothing was there.
    boolean has(RawPath path) {
      NodeId at = snapshot.top();
      for (byte[] name : Names.split(path.bytes())) {
        TreeEntry entry = at == null ? null : reader.find(at, Names.latin(name));
        if (entry == null) {
          return false;
        }
        at = Earlier.node(entry);
      }
      return true;
    }

    /// Whether the snapshot says what belongs at a path, be it nothing.
    boolean covers(RawPath path) {
      NodeId at = snapshot.top();
      for (byte[] name : Names.split(path.bytes())) {
        TreeEntry entry = reader.find(at, Names.latin(name));
        if (entry == null) {
          return reader.entries(at).self().reach() == Reach.ALL;
        }
        if (!(entry.body() instanceof Body.Directory(NodeId next))) {
          return true;
        }
        at = next;
      }
      return true;
    }
  }

  private final AllowedRoots roots;
  private final OperatingSystem system;
  private final Own product;
  private final Subject subject;
  private final Exclusions exclusions;
  private final Differences differences;
  private final Crew<? extends Hashing> crew;
  private final Bases bases;
  private final LinkGroups links = new LinkGroups();
  private final Touched touched;

  /// What each thread has.
  interface Hashing extends Crew.Tools {
    FileHashing hashing();
  }

  Comparison(
      AllowedRoots roots,
      Own product,
      Subject subject,
      Bases bases,
      Crew<? extends Hashing> crew,
      Differences differences) {
    this.roots = roots;
    this.system = roots.system();
    this.product = product;
    this.subject = subject;
    this.bases = bases;
    this.exclusions = Exclusions.of(subject.snapshot().options().exclude());
    this.crew = crew;
    this.differences = differences;
    this.touched = new Touched(roots, subject, differences);
  }

  void run() throws StoreException {
    crew.run(new Visit(null, RawPath.ROOT, subject.snapshot().top(), null, List.of(), 0));
    links.settle(this::settled);
    new Excess(roots, product, subject, this::removeExcess).find();
    touched.settle(bases.paths());
  }

  /// A directory that both sides have.
  private final class Visit extends Crew.Task {
    private static final long serialVersionUID = 1L;

    private final transient RawPath path;
    private final transient NodeId node;
    private final transient @Nullable RawPath base;
    private final transient List<byte[]> beneath;
    private final long mountId;
    private transient volatile boolean changed;
    private transient @Nullable DirectorySelf self;
    private transient boolean differs;

    /// @param base where its entries are staged; null above all that may be touched
    /// @param beneath its names from the scope's path on
    Visit(
        @Nullable Visit above,
        RawPath path,
        NodeId node,
        @Nullable RawPath base,
        List<byte[]> beneath,
        long mountId) {
      super(above, crew);
      this.path = path;
      this.node = node;
      this.base = base;
      this.beneath = beneath;
      this.mountId = mountId;
    }

    @Override
    void work() throws SystemFailure, StoreException {
      TreeReader.Cursor wanted = subject.reader().entries(node);
      self = wanted.self();
      if (!roots.mayTouchIn(path)) {
        while (wanted.hasNext()) {
          TreeEntry entry = wanted.next();
          RawPath child = path.child(entry.bytes());
          if (subject.narrowing().leadsOn(child)
              && entry.body() instanceof Body.Directory(var in)) {
            begin(new Visit(this, child, in, null, List.of(), 0));
          }
        }
        return;
      }
      AllowedPath allowed = roots.locate(path);
      try (var directory = allowed.open(Access.DIRECTORY)) {
        FileStatus status = system.status(directory);
        compare(directory, wanted, status);
      } catch (SystemFailure e) {
        throw e.is(Errno.ENOENT, Errno.ENOTDIR) ? changing(path) : Failures.of(e, allowed);
      }
    }

    private void compare(Descriptor directory, TreeReader.Cursor wanted, FileStatus status)
        throws SystemFailure, StoreException {
      DirectorySelf own = wanted.self();
      boolean all = own.reach() == Reach.ALL && subject.narrowing().has(path);
      differs =
          own.reach().itself()
              && subject.narrowing().has(path)
              && subject.mode() != RestoreMode.MISSING
              && !(own.provedBy(status) && !subject.verify())
              && !metadata(directory, status).equals(own.metadata());
      if (!all) {
        while (wanted.hasNext() && !crew.stopped()) {
          TreeEntry entry = wanted.next();
          if (subject.narrowing().leadsOn(path.child(entry.bytes()))) {
            both(directory, entry, status(directory, entry.bytes()));
          }
        }
        return;
      }
      List<byte[]> names = system.names(directory);
      names.sort(BY_BYTES);
      for (byte[] name : names) {
        if (crew.stopped()) {
          return;
        }
        String latin = Names.latin(name);
        TreeEntry next = wanted.peek();
        while (next != null && next.name().compareTo(latin) < 0) {
          both(directory, wanted.next(), null);
          next = wanted.peek();
        }
        if (next != null && next.name().equals(latin)) {
          both(directory, wanted.next(), status(directory, name));
        } else {
          excess(directory, name);
        }
      }
      while (wanted.hasNext()) {
        both(directory, wanted.next(), null);
      }
    }

    private @Nullable FileStatus status(Descriptor directory, byte[] name) throws SystemFailure {
      try {
        return system.status(directory, name);
      } catch (SystemFailure e) {
        if (e.is(Errno.ENOENT)) {
          return null;
        }
        throw Failures.of(e, roots.locate(path.child(name)));
      }
    }

    private int base() {
      return bases.number(place());
    }

    private RawPath place() {
      return base == null ? path : base;
    }

    /// An entry of the snapshot, and what is there now, or null.
    private void both(Descriptor directory, TreeEntry wanted, @Nullable FileStatus status)
        throws SystemFailure, StoreException {
      RawPath child = path.child(wanted.bytes());
      crew.tick();
      if (status == null || status.kind() == FileKind.SOCKET && !wanted.isThere()) {
        missing(child, wanted, status);
      } else if (wanted.kind() == FileKind.MOUNT) {
        // What is mounted there, or was, is nobody's to change.
        return;
      } else if (wanted.kind() == FileKind.ABSENT) {
        removeUnlessKept(directory, child, status);
      } else if (wanted.body() instanceof Body.Directory(var in)) {
        directory(directory, child, wanted, in, status);
      } else if (status.kind() != wanted.kind()) {
        replaceOther(directory, child, wanted, status);
      } else if (wanted.kind() == FileKind.FILE) {
        file(directory, child, wanted, status);
      } else {
        other(directory, child, wanted, status);
      }
    }

    private void missing(RawPath child, TreeEntry wanted, @Nullable FileStatus status) {
      if (status != null
          || wanted.kind() == FileKind.ABSENT
          || wanted.kind() == FileKind.MOUNT
          || isUnknown(wanted)) {
        return;
      }
      if (wanted.group() != null) {
        links.missing(child, wanted, place());
        return;
      }
      changed = true;
      differences.create(Step.create(child, base(), wanted));
    }

    /// A directory of which nothing is known cannot be made anew.
    private boolean isUnknown(TreeEntry wanted) {
      if (!(wanted.body() instanceof Body.Directory(var in))) {
        return false;
      }
      Reach reach = subject.reader().entries(in).self().reach();
      return reach == Reach.UNKNOWN || reach == Reach.GONE;
    }

    private void directory(
        Descriptor parent, RawPath child, TreeEntry wanted, NodeId in, FileStatus status)
        throws SystemFailure, StoreException {
      if (status.kind() != FileKind.DIRECTORY) {
        Reach reach = subject.reader().entries(in).self().reach();
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
          replaceOther(parent, child, wanted, status);
        }
        return;
      }
      boolean inTree = self != null && self.reach() == Reach.ALL;
      if (status.mount() && inTree) {
        throw mounted(child);
      }
      List<byte[]> names = new ArrayList<>(beneath);
      names.add(wanted.bytes());
      boolean keeps = base != null && subject.inScope(base) && mountId == status.mountId();
      boolean mayGo = !inTree && subject.reader().entries(in).self().reach() == Reach.GONE;
      RawPath place = keeps ? base : mayGo ? place() : child;
      begin(
          new Visit(
              this,
              child,
              in,
              roots.strictlyWithin(child) ? place : null,
              exclusions.isEmpty() || !inTree ? List.of() : names,
              status.mountId()));
    }

    private void replaceOther(Descriptor parent, RawPath child, TreeEntry wanted, FileStatus status)
        throws SystemFailure, StoreException {
      if (subject.mode() == RestoreMode.MISSING) {
        return;
      }
      if (status.mount()) {
        throw mounted(child);
      }
      try (var top = system.open(parent, child.name(), Access.ENTRY)) {
        Inventory gone = inventory(top, child);
        if (!gone.kept().isEmpty()) {
          throw new RollbackException(
              FailureType.SNAPSHOT_NOT_RESTORABLE,
              "%s must be replaced, but %s in it is left out of the snapshot. Move it away."
                  .formatted(child, gone.kept().getFirst()));
        }
        Seen seen = seen(status, gone);
        changed = true;
        differences.replaceKind(Step.replace(child, base(), seen, wanted), status.kind(), gone);
      }
    }

    private Inventory inventory(Descriptor top, RawPath child) throws SystemFailure {
      Inventory found = Inventory.of(system, top, child, differences.mostNamed(), this::mustStay);
      if (!found.mounts().isEmpty()) {
        throw mounted(found.mounts().getFirst());
      }
      return found;
    }

    private boolean mustStay(RawPath at, FileStatus status) {
      return product.isOwn(at) || leftOut(at, status);
    }

    private boolean leftOut(RawPath at, FileStatus status) {
      if (exclusions.isEmpty() || self == null || self.reach() != Reach.ALL) {
        return false;
      }
      var names = new ArrayList<>(beneath);
      names.addAll(Names.split(at.beneath(path)));
      return exclusions.leaveOut(names, status.kind() == FileKind.DIRECTORY);
    }

    private static Seen seen(FileStatus status, Inventory gone) {
      return Seen.of(
          status, status.kind() == FileKind.DIRECTORY ? gone.digest() : Seen.NOTHING_BENEATH);
    }

    /// What is there and the snapshot does not list.
    private void excess(Descriptor directory, byte[] name) throws SystemFailure, StoreException {
      FileStatus status = status(directory, name);
      if (status == null || subject.mode() != RestoreMode.EXACT || product.isLeftover(name)) {
        return;
      }
      if (subject.snapshot().options().excludeCaches() && CacheTag.marks(system, directory)) {
        return;
      }
      removeUnlessKept(directory, path.child(name), status);
    }

    private void removeUnlessKept(Descriptor directory, RawPath child, FileStatus status)
        throws SystemFailure, StoreException {
      if (subject.mode() != RestoreMode.EXACT
          || status.kind() == FileKind.SOCKET && leftOut(child, status)
          || mustStay(child, status)) {
        return;
      }
      if (status.mount()) {
        throw mounted(child);
      }
      try (var top = system.open(directory, child.name(), Access.ENTRY)) {
        Inventory gone = inventory(top, child);
        if (gone.kept().isEmpty()) {
          changed = true;
          differences.remove(Step.remove(child, base(), seen(status, gone)), status.kind(), gone);
          return;
        }
        differences.warn(
            child,
            "%s stays, because %s in it is left out of the snapshot."
                .formatted(child, gone.kept().getFirst()));
      } catch (SystemFailure e) {
        if (e.is(Errno.ENOENT)) {
          return;
        }
        throw e;
      }
      try (var inside = system.open(directory, child.name(), Access.DIRECTORY)) {
        for (byte[] name : system.names(inside)) {
          FileStatus each = status(inside, name);
          if (each != null) {
            removeUnlessKept(inside, child.child(name), each);
          }
        }
      }
    }

    private void other(Descriptor directory, RawPath child, TreeEntry wanted, FileStatus status)
        throws SystemFailure {
      boolean linked = wanted.group() != null || status.links() > 1;
      if (wanted.provedBy(status) && !linked) {
        return;
      }
      try (var hold = system.open(directory, child.name(), Access.ENTRY)) {
        FileStatus now = system.status(hold);
        Body body =
            switch (now.kind()) {
              case SYMLINK -> new Body.Link(Names.latin(system.linkTarget(hold)));
              case CHARACTER_DEVICE, BLOCK_DEVICE -> new Body.Device(now.major(), now.minor());
              case FIFO -> Body.NOTHING;
              case FILE, DIRECTORY, SOCKET, MOUNT, ABSENT -> throw changing(child);
            };
        settle(child, wanted, now, metadata(hold, now), body.equals(wanted.body()), List.of());
      }
    }

    private void file(Descriptor directory, RawPath child, TreeEntry wanted, FileStatus seen)
        throws SystemFailure, StoreException {
      boolean linked = wanted.group() != null || seen.links() > 1;
      boolean proved = wanted.provedBy(seen) && !subject.verify();
      if (proved && !linked) {
        return;
      }
      if (seen.mount()) {
        throw mounted(child);
      }
      Body.Content content = (Body.Content) wanted.body();
      FileStatus expected = seen;
      for (int attempt = 1; ; attempt++) {
        try (var file = system.open(directory, child.name(), Access.CONTENT)) {
          FileStatus before = attempt == 1 ? expected : system.status(file);
          Metadata metadata = metadata(file, before);
          if (!proved && !linked && content.size() > FileMap.SECTION && mayBePatched(before)) {
            begin(new LargeFile(this, child, wanted, before, metadata));
            return;
          }
          List<Range> ranges = proved ? List.of() : differing(file, content, before);
          FileStatus after = system.status(file);
          if (after.sameAs(before)) {
            boolean same = ranges.isEmpty() && before.size() == content.size();
            settle(child, wanted, before, metadata, same, ranges);
            return;
          }
          expected = after;
        } catch (SystemFailure e) {
          throw e.is(Errno.ENOENT, Errno.ELOOP)
              ? changing(child)
              : Failures.of(e, roots.locate(child));
        }
        if (attempt == MOST_READS) {
          throw changing(child);
        }
      }
    }

    private boolean mayBePatched(FileStatus status) {
      return status.kind() == FileKind.FILE && status.size() > 0;
    }

    private List<Range> differing(Descriptor file, Body.Content content, FileStatus status)
        throws SystemFailure {
      boolean worthIt = status.size() == content.size() || content.size() >= Patching.LEAST_BYTES;
      if (!worthIt) {
        return List.of(new Range(0, content.size()));
      }
      return crew.tools().hashing().differing(file, FileMap.pieces(content, subject.reader()));
    }

    /// Decides on an entry that both sides have and that was looked at.
    private void settle(
        RawPath child,
        TreeEntry wanted,
        FileStatus status,
        Metadata metadata,
        boolean same,
        List<Range> ranges) {
      if (subject.mode() == RestoreMode.MISSING) {
        return;
      }
      if (wanted.group() != null || status.links() > 1) {
        boolean all = same && metadata.equals(wanted.metadata());
        links.found(new LinkGroups.Found(child, wanted, place(), status, metadata, same, all));
        return;
      }
      Seen seen = Seen.of(status);
      if (!same && Patching.isWorth(wanted, status, ranges)) {
        differences.patch(Step.patch(child, base(), seen, metadata, wanted, ranges), metadata);
      } else if (!same) {
        changed = true;
        differences.replace(Step.replace(child, base(), seen, wanted), metadata, Aspect.CONTENT);
      } else if (!metadata.equals(wanted.metadata())) {
        differences.metadata(Step.metadata(child, seen, wanted, metadata, wanted.metadata()), true);
      }
    }

    @Override
    void finish() throws SystemFailure {
      DirectorySelf own = self;
      if (own == null || !roots.mayTouchIn(path)) {
        return;
      }
      if (own.reach() == Reach.GONE && subject.mode() == RestoreMode.EXACT) {
        touched.emptied(path);
        return;
      }
      if (differs || changed) {
        touched.settle(path, own, differs && !changed);
      }
    }
  }

  private Metadata metadata(Descriptor open, FileStatus status) throws SystemFailure {
    boolean flagged = status.kind() == FileKind.FILE || status.kind() == FileKind.DIRECTORY;
    SortedMap<String, byte[]> attributes = system.attributes(open);
    return Metadata.of(status, flagged && !open.bare() ? system.flags(open) : 0, attributes);
  }

  private void settled(LinkGroups.Verdict verdict) {
    LinkGroups.Found found = verdict.found();
    switch (verdict.what()) {
      case CREATE -> {
        differences.create(Step.create(found.path(), bases.number(found.base()), found.wanted()));
        touched.settle(found.path().parent());
      }
      case REPLACE -> {
        differences.replace(
            Step.replace(
                found.path(),
                bases.number(found.base()),
                Seen.of(java.util.Objects.requireNonNull(found.status())),
                found.wanted()),
            java.util.Objects.requireNonNull(found.metadata()),
            found.sameContent() ? Aspect.LINKS : Aspect.CONTENT);
        touched.settle(found.path().parent());
      }
      case METADATA ->
          differences.metadata(
              Step.metadata(
                  found.path(),
                  Seen.of(java.util.Objects.requireNonNull(found.status())),
                  found.wanted(),
                  java.util.Objects.requireNonNull(found.metadata()),
                  found.wanted().metadata()),
              true);
    }
  }

  /// A path that a glob matches now and did not match then.
  private void removeExcess(RawPath path) {
    AllowedPath allowed = roots.locate(path);
    FileStatus status = allowed.status().orElse(null);
    if (status == null || status.mount() || subject.mode() != RestoreMode.EXACT) {
      return;
    }
    try (var top = allowed.open(Access.ENTRY)) {
      Inventory gone =
          Inventory.of(system, top, path, differences.mostNamed(), (at, _) -> product.isOwn(at));
      if (!gone.mounts().isEmpty()) {
        throw mounted(gone.mounts().getFirst());
      }
      if (!gone.kept().isEmpty()) {
        product.requireForeign(gone.kept().getFirst());
      }
      Seen seen =
          Seen.of(
              status, status.kind() == FileKind.DIRECTORY ? gone.digest() : Seen.NOTHING_BENEATH);
      RawPath parent = path.parent();
      differences.remove(Step.remove(path, bases.number(parent), seen), status.kind(), gone);
      touched.settle(parent);
    } catch (SystemFailure e) {
      throw Failures.of(e, allowed);
    }
  }

  private static RollbackException mounted(RawPath path) {
    return new RollbackException(
        FailureType.SNAPSHOT_NOT_RESTORABLE,
        "%s is a mount point and cannot be replaced or removed. Unmount it first.".formatted(path));
  }

  private static RollbackException changing(RawPath path) {
    return new RollbackException(
        FailureType.SOURCE_CHANGING,
        "%s keeps changing while it is compared. Stop what writes it, or try again later."
            .formatted(path));
  }

  /// A file of several sections, compared side by side.
  private final class LargeFile extends Crew.Task {
    private static final long serialVersionUID = 1L;

    private final transient Visit visit;
    private final transient RawPath path;
    private final transient TreeEntry wanted;
    private final transient FileStatus status;
    private final transient Metadata metadata;
    private final transient List<Range> ranges = new ArrayList<>();

    LargeFile(Visit visit, RawPath path, TreeEntry wanted, FileStatus status, Metadata metadata) {
      super(visit, crew);
      this.visit = visit;
      this.path = path;
      this.wanted = wanted;
      this.status = status;
      this.metadata = metadata;
    }

    @Override
    void work() {
      List<FileMap.Piece> pieces = FileMap.pieces((Body.Content) wanted.body(), subject.reader());
      int from = 0;
      for (int at = 1; at <= pieces.size(); at++) {
        boolean full =
            at == pieces.size()
                || pieces.get(at).offset() - pieces.get(from).offset() >= FileMap.SECTION;
        if (full) {
          begin(new PiecesRead(this, pieces.subList(from, at)));
          from = at;
        }
      }
    }

    @Override
    void finish() throws SystemFailure {
      try (var file = roots.locate(path).open(Access.CONTENT)) {
        if (!system.status(file).sameAs(status)) {
          throw changing(path);
        }
      }
      ranges.sort(Comparator.comparingLong(Range::start));
      boolean same = ranges.isEmpty() && status.size() == wanted.size();
      visit.settle(path, wanted, status, metadata, same, ranges);
    }
  }

  /// Some pieces of a large file.
  private final class PiecesRead extends Crew.Task {
    private static final long serialVersionUID = 1L;

    private final transient LargeFile file;
    private final transient List<FileMap.Piece> pieces;

    PiecesRead(LargeFile file, List<FileMap.Piece> pieces) {
      super(file, crew);
      this.file = file;
      this.pieces = pieces;
    }

    @Override
    void work() throws SystemFailure {
      try (var open = roots.locate(file.path).open(Access.CONTENT)) {
        List<Range> found = crew.tools().hashing().differing(open, pieces);
        synchronized (file.ranges) {
          file.ranges.addAll(found);
        }
      }
      crew.tick();
    }
  }
}
