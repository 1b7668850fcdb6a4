package dev.rollback.files;

import dev.rollback.contract.FailureType;
import dev.rollback.contract.RollbackException;
import dev.rollback.files.OperatingSystem.Access;
import dev.rollback.store.NodeId;
import dev.rollback.store.SnapshotWriter;
import dev.rollback.store.StoreException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// Reads paths with all beneath them into a store, by several threads: a directory at a time, each
/// written when all beneath it is. What an earlier snapshot proves unchanged is not read.
///
/// Follows no link and crosses no mount.
final class Capture {
  private static final int MOST_READS = 5;
  private static final int LONGEST_PATH = 64 * 1024;
  private static final int LONGEST_SHOWN = 200;
  private static final Comparator<byte[]> BY_BYTES = Arrays::compareUnsigned;

  private final AllowedRoots roots;
  private final OperatingSystem system;
  private final Own product;
  private final CaptureOptions options;
  private final Exclusions exclusions;
  private final Earlier earlier;
  private final Before before;
  private final @Nullable Checkpoints checkpoints;
  private final long nowSeconds;
  private final Findings findings = new Findings();
  private final Crew<FileReading> crew;

  /// @param earlier what an earlier snapshot has of the same paths
  /// @param before what need not be read where a way leads to a plan's targets
  /// @param checkpoints null for a capture that is too small for them
  /// @param nowSeconds the host's time
  Capture(
      AllowedRoots roots,
      Own product,
      CaptureOptions options,
      Earlier earlier,
      Before before,
      @Nullable Checkpoints checkpoints,
      SnapshotWriter writer,
      long nowSeconds,
      FileProgress progress) {
    this.roots = roots;
    this.system = roots.system();
    this.product = product;
    this.options = options;
    this.exclusions = Exclusions.of(options.exclude());
    this.earlier = earlier;
    this.before = before;
    this.checkpoints = checkpoints;
    this.nowSeconds = nowSeconds;
    this.crew = new Crew<>(() -> reading(writer), progress, "reading");
  }

  private FileReading reading(SnapshotWriter writer) {
    try {
      return new FileReading(system, writer.lane());
    } catch (StoreException e) {
      throw Failures.of(e);
    }
  }

  Findings findings() {
    return findings;
  }

  /// Reads everything and answers the node of the tree's top, `/`.
  NodeId run(Way top) throws StoreException {
    try (crew) {
      var way = new Leading(null, null, top, earlier.top());
      crew.run(way);
      NodeId node = way.written();
      crew.rest();
      return node;
    }
  }

  /// A directory that leads to what is captured.
  private final class Leading extends Crew.Task {
    private static final long serialVersionUID = 1L;

    private final transient DirectoryDraft.@Nullable Slot slot;
    private final transient Way way;
    private final transient @Nullable NodeId earlierNode;
    private transient @Nullable DirectoryDraft draft;
    private transient @Nullable NodeId written;

    Leading(
        Crew.@Nullable Task above,
        DirectoryDraft.@Nullable Slot slot,
        Way way,
        @Nullable NodeId earlierNode) {
      super(above, crew);
      this.slot = slot;
      this.way = way;
      this.earlierNode = earlierNode;
    }

    @Override
    void work() throws SystemFailure, StoreException {
      var own = new DirectoryDraft(self());
      draft = own;
      Earlier.Lookup known = earlier.lookup(earlierNode);
      for (Map.Entry<String, Way> next : way.beneath().entrySet()) {
        Way child = next.getValue();
        TreeEntry old = known.entry(next.getKey());
        Step step = child.step();
        if (child.isEnd() && step != null) {
          addBefore(own, next.getKey(), step);
        } else if (child.isEnd()) {
          addEnd(own, next.getKey(), child.path(), old);
        } else {
          var entry = TreeEntry.directory(next.getKey(), Body.Directory.PENDING);
          begin(new Leading(this, own.add(entry, lane()), child, Earlier.node(old)));
        }
      }
    }

    private DirectorySelf self() throws SystemFailure {
      if (!roots.strictlyWithin(way.path())) {
        return DirectorySelf.UNKNOWN;
      }
      AllowedPath path = roots.locate(way.path());
      Reach reach = way.step() == null ? Reach.WAY : Reach.SELF;
      try (var directory = path.open(Access.DIRECTORY)) {
        FileStatus status = system.status(directory);
        return new DirectorySelf(reach, metadata(directory, status), null);
      } catch (SystemFailure e) {
        if (e.is(Errno.ENOENT, Errno.ENOTDIR)) {
          return DirectorySelf.GONE;
        }
        throw Failures.of(e, path);
      }
    }

    /// What is there before a step of a plan; what it does not touch is not read.
    private void addBefore(DirectoryDraft own, String name, Step step)
        throws SystemFailure, StoreException {
      TreeEntry known = before.of(name, step, crew.tools());
      if (known == null) {
        addEnd(own, name, step.path(), null);
      } else {
        own.add(known, lane());
        findings.known(known);
        crew.tick();
      }
    }

    private void addEnd(DirectoryDraft own, String name, RawPath path, @Nullable TreeEntry old)
        throws SystemFailure, StoreException {
      product.requireOutside(path);
      AllowedPath allowed = roots.locate(path);
      FileStatus status = allowed.status().orElse(null);
      if (status == null) {
        requireAllowedMissing(path);
        own.add(TreeEntry.absent(name), lane());
        return;
      }
      if (status.kind() == FileKind.DIRECTORY) {
        var entry = TreeEntry.directory(name, Body.Directory.PENDING);
        DirectoryDraft.Slot place = own.add(entry, lane());
        begin(new Visit(this, place, path, Earlier.node(old), List.of(), status.mountId()));
        return;
      }
      try (var parent = allowed.openParent(Access.DIRECTORY)) {
        var place = new Place(parent, Names.bytes(name), path, this);
        TreeEntry entry = read(place, status, old);
        if (entry == null) {
          requireAllowedMissing(path);
          own.add(TreeEntry.absent(name), lane());
        } else {
          place.added(own.add(entry, lane()));
        }
      } catch (SystemFailure e) {
        throw Failures.of(e, allowed);
      }
    }

    @Override
    void finish() throws StoreException {
      DirectoryDraft own = draft;
      if (own == null) {
        throw new IllegalStateException("A directory was not begun.");
      }
      NodeId node = own.write(lane());
      written = node;
      if (slot != null) {
        slot.fill(node);
      }
    }

    NodeId written() {
      NodeId node = written;
      if (node == null) {
        throw new IllegalStateException("The tree was not written.");
      }
      return node;
    }
  }

  private void requireAllowedMissing(RawPath path) {
    if (!options.missingIsAbsent()) {
      throw new RollbackException(
          FailureType.PATH_NOT_FOUND, "%s does not exist. Correct the path.".formatted(path));
    }
  }

  private dev.rollback.store.WritingLane lane() {
    return crew.tools().lane();
  }

  /// Where an entry is, and what waits for it.
  private final class Place {
    private final Descriptor directory;
    private final byte[] name;
    private final RawPath path;
    private final Crew.Task task;
    private @Nullable LargeFile large;

    Place(Descriptor directory, byte[] name, RawPath path, Crew.Task task) {
      this.directory = directory;
      this.name = name;
      this.path = path;
      this.task = task;
    }

    /// Begins what could not begin before the entry had its place.
    void added(DirectoryDraft.@Nullable Slot slot) {
      LargeFile waiting = large;
      if (waiting != null && slot != null) {
        waiting.slot = slot;
        task.begin(waiting);
      }
    }
  }

  /// A directory that is captured with all beneath it.
  private final class Visit extends Crew.Task {
    private static final long serialVersionUID = 1L;

    private final transient DirectoryDraft.@Nullable Slot slot;
    private final transient RawPath path;
    private final transient @Nullable NodeId before;
    private final transient List<byte[]> beneath;
    private final long mountId;
    private transient @Nullable DirectoryDraft draft;

    /// @param beneath its names from the scope's path on
    Visit(
        Crew.Task above,
        DirectoryDraft.@Nullable Slot slot,
        RawPath path,
        @Nullable NodeId before,
        List<byte[]> beneath,
        long mountId) {
      super(above, crew);
      this.slot = slot;
      this.path = path;
      this.before = before;
      this.beneath = beneath;
      this.mountId = mountId;
    }

    @Override
    void work() throws SystemFailure, StoreException {
      requireEnterable(path);
      AllowedPath allowed = roots.locate(path);
      try (var directory = allowed.open(Access.DIRECTORY)) {
        readAll(directory);
      } catch (SystemFailure e) {
        unreadable(allowed, e);
      }
    }

    private void unreadable(AllowedPath allowed, SystemFailure e) throws StoreException {
      draft = new DirectoryDraft(DirectorySelf.UNKNOWN);
      if (e.is(Errno.ENOENT, Errno.ENOTDIR, Errno.ELOOP) && !options.strict()) {
        findings.flaw(path, Flaw.VANISHED);
      } else if (e.is(Errno.EACCES, Errno.EPERM, Errno.EIO) && !options.strict()) {
        findings.flaw(path, Flaw.UNREADABLE);
      } else if (e.is(Errno.ENOENT, Errno.ENOTDIR)) {
        throw changing(path);
      } else {
        throw Failures.of(e, allowed);
      }
    }

    private void readAll(Descriptor directory) throws SystemFailure, StoreException {
      for (int attempt = 1; ; attempt++) {
        FileStatus status = system.status(directory);
        Earlier.Lookup known = earlier.lookup(known());
        var own = new DirectoryDraft(self(directory, status, known.self()));
        List<byte[]> names = system.names(directory);
        names.sort(BY_BYTES);
        boolean cache = options.excludeCaches() && CacheTag.marks(system, directory);
        var started = new ArrayList<Runnable>();
        for (byte[] name : names) {
          if (crew.stopped()) {
            return;
          }
          if (!cache || Arrays.equals(name, CacheTag.NAME)) {
            add(own, directory, name, known, started);
          }
        }
        boolean same = system.status(directory).sameAs(status);
        if (same || attempt == MOST_READS) {
          if (!same) {
            changingFound(path);
          }
          draft = own;
          started.forEach(Runnable::run);
          findings.directory(own.self().metadata());
          crew.tick();
          return;
        }
        rewind(directory);
      }
    }

    private void rewind(Descriptor directory) throws SystemFailure {
      system.rewind(directory);
    }

    /// What a repetition finished, or else an earlier snapshot.
    private @Nullable NodeId known() {
      NodeId finished = checkpoints == null ? null : checkpoints.earlier(path);
      return finished == null ? before : finished;
    }

    private DirectorySelf self(
        Descriptor directory, FileStatus status, @Nullable DirectorySelf known)
        throws SystemFailure {
      if (known != null && known.provedBy(status)) {
        return known.with(Reach.ALL);
      }
      Witness witness = Witness.trustworthy(status, nowSeconds) ? Witness.of(status) : null;
      return new DirectorySelf(Reach.ALL, metadata(directory, status), witness);
    }

    /// @param started takes what is to begin once the directory proves unchanged
    private void add(
        DirectoryDraft own,
        Descriptor directory,
        byte[] name,
        Earlier.Lookup known,
        List<Runnable> started)
        throws SystemFailure, StoreException {
      RawPath child = path.child(name);
      TreeEntry old = known.entry(Names.latin(name));
      if (product.isLeftover(name)) {
        findings.note(
            child, child + " is left of a rollback that has not ended, and was passed over.");
        return;
      }
      try {
        FileStatus status = system.status(directory, name);
        boolean isDirectory = status.kind() == FileKind.DIRECTORY;
        if (!exclusions.isEmpty() && exclusions.leaveOut(names(name), isDirectory)) {
          return;
        }
        if (status.mount() || (options.oneFileSystem() && status.mountId() != mountId)) {
          findings.note(child, child + " is a mount point; what is mounted there was passed over.");
          own.add(TreeEntry.mount(Names.latin(name)), lane());
        } else if (isDirectory) {
          product.requireForeign(child);
          var slot =
              own.add(TreeEntry.directory(Names.latin(name), Body.Directory.PENDING), lane());
          List<byte[]> names = exclusions.isEmpty() ? List.of() : names(name);
          started.add(() -> begin(new Visit(this, slot, child, Earlier.node(old), names, mountId)));
        } else {
          var place = new Place(directory, name, child, this);
          TreeEntry entry = read(place, status, old);
          if (entry != null) {
            var slot = own.add(entry, lane());
            started.add(() -> place.added(slot));
          }
        }
      } catch (SystemFailure e) {
        passOver(child, e);
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
        NodeId node = own.write(lane());
        slot.fill(node);
        if (checkpoints != null) {
          checkpoints.finished(path, node);
        }
      }
    }
  }

  private void passOver(RawPath path, SystemFailure e) {
    if (e.is(Errno.ENOENT)) {
      findings.note(path, path + " vanished while it was read.");
      findings.flaw(path, Flaw.VANISHED);
    } else if (options.strict() || !e.is(Errno.EACCES, Errno.EPERM, Errno.EIO)) {
      throw e.is(Errno.ELOOP) ? changing(path) : Failures.of(e, roots.locate(path));
    } else {
      findings.flaw(path, Flaw.UNREADABLE);
    }
  }

  private static void requireEnterable(RawPath path) {
    if (path.length() > LONGEST_PATH) {
      throw new RollbackException(
          FailureType.INVALID_REQUEST,
          "%s… is longer than %d bytes, more than can be captured. Name other paths."
              .formatted(path.toString().substring(0, LONGEST_SHOWN), LONGEST_PATH));
    }
  }

  private Metadata metadata(Descriptor open, FileStatus status) throws SystemFailure {
    boolean flagged = status.kind() == FileKind.FILE || status.kind() == FileKind.DIRECTORY;
    SortedMap<String, byte[]> attributes = system.attributes(open);
    return Metadata.of(status, flagged && !open.bare() ? system.flags(open) : 0, attributes);
  }

  /// Reads what is no directory; null for what is never captured.
  private @Nullable TreeEntry read(Place place, FileStatus status, @Nullable TreeEntry old)
      throws SystemFailure, StoreException {
    String name = Names.latin(place.name);
    TreeEntry entry;
    if (status.kind() == FileKind.SOCKET) {
      findings.note(place.path, place.path + " is a socket and was passed over.");
      return null;
    } else if (old != null && old.provedBy(status)) {
      entry = old;
    } else if (status.kind() == FileKind.FILE) {
      entry = readFile(place, status);
    } else {
      entry = readOther(place, name);
    }
    findings.entry(entry, place.path, status, old);
    crew.tick();
    return entry;
  }

  private TreeEntry readOther(Place place, String name) throws SystemFailure {
    for (int attempt = 1; ; attempt++) {
      try (var hold = system.open(place.directory, place.name, Access.ENTRY)) {
        FileStatus status = system.status(hold);
        Body body =
            switch (status.kind()) {
              case SYMLINK -> new Body.Link(Names.latin(system.linkTarget(hold)));
              case CHARACTER_DEVICE, BLOCK_DEVICE ->
                  new Body.Device(status.major(), status.minor());
              case FIFO -> Body.NOTHING;
              case FILE, DIRECTORY, SOCKET, MOUNT, ABSENT -> throw changing(place.path);
            };
        Metadata metadata = metadata(hold, status);
        if (system.status(hold).sameAs(status)) {
          return entry(name, status, metadata, body);
        }
      }
      if (attempt == MOST_READS) {
        throw changing(place.path);
      }
    }
  }

  private TreeEntry entry(String name, FileStatus status, Metadata metadata, Body body) {
    return new TreeEntry(
        name,
        status.kind(),
        metadata,
        body,
        status.links() > 1 ? status.id() : null,
        Witness.trustworthy(status, nowSeconds) ? Witness.of(status) : null);
  }

  private TreeEntry readFile(Place place, FileStatus seen) throws SystemFailure, StoreException {
    String name = Names.latin(place.name);
    FileStatus expected = seen;
    for (int attempt = 1; ; attempt++) {
      try (var file = system.open(place.directory, place.name, Access.CONTENT)) {
        FileStatus before = attempt == 1 ? expected : system.status(file);
        if (before.kind() != FileKind.FILE) {
          throw changing(place.path);
        }
        Metadata metadata = metadata(file, before);
        boolean large = before.size() > FileMap.SECTION;
        Body.Content content =
            large
                ? new Body.Content(before.size(), Pieces.Mapped.PENDING)
                : crew.tools().read(file, before);
        FileStatus after = system.status(file);
        boolean same = after.sameAs(before);
        if (same || attempt == MOST_READS) {
          findings.read(large ? 0 : content.size());
          if (!same) {
            changingFound(place.path);
          }
          if (large) {
            place.large = new LargeFile(place.task, place.path, before);
          }
          return new TreeEntry(
              name,
              FileKind.FILE,
              metadata,
              content,
              before.links() > 1 ? before.id() : null,
              same && Witness.trustworthy(before, nowSeconds) ? Witness.of(before) : null);
        }
        expected = after;
      }
    }
  }

  private void changingFound(RawPath path) {
    if (options.strict()) {
      throw changing(path);
    }
    findings.flaw(path, Flaw.CHANGING);
  }

  private static RollbackException changing(RawPath path) {
    return new RollbackException(
        FailureType.SOURCE_CHANGING,
        "%s keeps changing while it is read. Stop what writes it, or try again later."
            .formatted(path));
  }

  /// A file of several sections, which are read side by side.
  private final class LargeFile extends Crew.Task {
    private static final long serialVersionUID = 1L;

    private final transient RawPath path;
    private final transient FileStatus status;
    private final transient AtomicReferenceArray<FileMap.@Nullable Placed> sections;
    private final transient List<Long> indexes = new ArrayList<>();
    private transient DirectoryDraft.@Nullable Slot slot;

    LargeFile(Crew.Task above, RawPath path, FileStatus status) throws SystemFailure {
      super(above, crew);
      this.path = path;
      this.status = status;
      indexes.addAll(sectionsWithData());
      this.sections = new AtomicReferenceArray<>(indexes.size());
    }

    private List<Long> sectionsWithData() throws SystemFailure {
      var found = new ArrayList<Long>();
      try (var file = roots.locate(path).open(Access.CONTENT)) {
        long at = system.nextData(file, 0);
        while (at >= 0 && at < status.size()) {
          found.add(at / FileMap.SECTION);
          at = system.nextData(file, (at / FileMap.SECTION + 1) * FileMap.SECTION);
        }
      }
      return found;
    }

    @Override
    void work() {
      for (int at = 0; at < indexes.size(); at++) {
        begin(new SectionRead(this, at));
      }
    }

    @Override
    void finish() throws SystemFailure, StoreException {
      try (var file = roots.locate(path).open(Access.CONTENT)) {
        if (!system.status(file).sameAs(status)) {
          changingFound(path);
        }
      }
      var placed = new ArrayList<FileMap.Placed>();
      for (int at = 0; at < sections.length(); at++) {
        placed.add(java.util.Objects.requireNonNull(sections.get(at)));
      }
      NodeId map = FileMap.write(placed, status.size(), lane());
      java.util.Objects.requireNonNull(slot).fill(map);
      findings.read(status.size());
    }
  }

  /// One section of a large file.
  private final class SectionRead extends Crew.Task {
    private static final long serialVersionUID = 1L;

    private final transient LargeFile file;
    private final int at;

    SectionRead(LargeFile file, int at) {
      super(file, crew);
      this.file = file;
      this.at = at;
    }

    @Override
    void work() throws SystemFailure, StoreException {
      long index = file.indexes.get(at);
      long start = index * FileMap.SECTION;
      var section = new FileMap.Section();
      try (var open = roots.locate(file.path).open(Access.CONTENT)) {
        crew.tools()
            .readSection(
                open, start, Math.min(start + FileMap.SECTION, file.status.size()), section);
      }
      file.sections.set(at, new FileMap.Placed(index, section.write(lane())));
      crew.tick();
    }
  }
}
