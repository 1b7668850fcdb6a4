package dev.rollback.files;

import dev.rollback.contract.FailureType;
import dev.rollback.contract.RollbackException;
import dev.rollback.files.OperatingSystem.Access;
import dev.rollback.store.ContentId;
import dev.rollback.store.NodeId;
import dev.rollback.store.StoreException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// What a plan needs to be staged: contents, room, rights.
///
/// Every content must be in the store; few are also proved, and all where that is asked. The others
/// are proved when they are staged, before any target is touched.
final class StagingNeeds {
  private static final int MOST_PROVED = 64;

  private final AllowedRoots roots;
  private final OperatingSystem system;
  private final TreeReader reader;
  private final Narrowing narrowing;
  private final boolean proveAll;
  private final boolean mayClearFlags;
  private final Crew<?> crew;
  private final Map<RawPath, Need> needs = new HashMap<>();
  private final Set<ContentId> few = ConcurrentHashMap.newKeySet();

  /// What is to be staged in one place.
  private static final class Need {
    private final OperatingSystem.Space space;
    private final RawPath first;
    private final LongAdder bytes = new LongAdder();
    private final LongAdder entries = new LongAdder();

    Need(OperatingSystem.Space space, RawPath first) {
      this.space = space;
      this.first = first;
    }
  }

  StagingNeeds(
      AllowedRoots roots,
      TreeReader reader,
      Narrowing narrowing,
      boolean proveAll,
      boolean mayClearFlags,
      Crew<?> crew) {
    this.crew = crew;
    this.roots = roots;
    this.system = roots.system();
    this.reader = reader;
    this.narrowing = narrowing;
    this.proveAll = proveAll;
    this.mayClearFlags = mayClearFlags;
  }

  /// Adds what a step lays.
  ///
  /// @param base where it is laid
  void add(Step step, RawPath base) throws StoreException {
    Need need = needs.computeIfAbsent(base, _ -> new Need(space(base), step.path()));
    TreeEntry top = Objects.requireNonNull(step.wanted());
    if (step.type() == Step.Type.PATCH) {
      long bytes = step.ranges().stream().mapToLong(Step.Range::length).sum();
      need.bytes.add(Math.multiplyExact(bytes, 2));
      need.entries.add(2);
      requirePossible(step.path(), system.hindrance(top));
      requireContents(top);
      return;
    }
    count(step.path(), top, need);
    if (top.body() instanceof Body.Directory(NodeId node)) {
      crew.run(new Beneath(null, step.path(), node, need));
    }
  }

  /// What is to be laid in a directory.
  private final class Beneath extends Crew.Task {
    private static final long serialVersionUID = 1L;

    private final transient RawPath path;
    private final transient NodeId node;
    private final transient Need need;

    Beneath(@Nullable Beneath above, RawPath path, NodeId node, Need need) {
      super(above, crew);
      this.path = path;
      this.node = node;
      this.need = need;
    }

    @Override
    void work() {
      TreeReader.Cursor entries = reader.entries(node);
      requirePossible(path, system.hindrance(entries.self().metadata()));
      while (entries.hasNext() && !crew.stopped()) {
        TreeEntry entry = entries.next();
        RawPath child = path.child(entry.bytes());
        if (!entry.isThere() || !narrowing.leadsOn(child)) {
          continue;
        }
        count(child, entry, need);
        if (entry.body() instanceof Body.Directory(NodeId in)) {
          begin(new Beneath(this, child, in, need));
        }
        crew.tick();
      }
    }
  }

  private OperatingSystem.Space space(RawPath base) {
    AllowedPath path = roots.locate(base);
    try (var entry = path.open(Access.ENTRY)) {
      if (system.space(entry).readOnly()) {
        throw Preflight.denied(base, "is on a file system that is mounted read-only");
      }
      boolean locked = mayClearFlags && system.status(entry).unchangeable();
      if (!locked && !system.writable(entry)) {
        throw Preflight.denied(base, "cannot be written by this worker's user");
      }
      return system.space(entry);
    } catch (SystemFailure e) {
      throw Failures.of(e, path);
    }
  }

  private void count(RawPath path, TreeEntry entry, Need need) {
    requirePossible(path, system.hindrance(entry));
    requireRight(path, entry);
    requireContents(entry);
    long block = Math.max(need.space.blockBytes(), 1);
    long size = dataBytes(entry);
    long blocks = size / block + (size % block == 0 ? 0 : 1);
    need.bytes.add(Math.multiplyExact(entry.isDirectory() ? 1 : blocks, block));
    need.entries.increment();
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
      if (proveAll) {
        reader.contents().verify(id);
      } else if (few.size() <= MOST_PROVED) {
        few.add(id);
      }
    } catch (StoreException e) {
      throw Failures.of(e);
    }
  }

  static void requirePossible(RawPath path, Optional<String> hindrance) {
    if (hindrance.isPresent()) {
      throw new RollbackException(
          FailureType.SNAPSHOT_NOT_RESTORABLE,
          "%s %s in the snapshot, which this system cannot put back. Restore it where it was captured."
              .formatted(path, hindrance.get()));
    }
  }

  /// Only root may make what belongs to others, or devices.
  private void requireRight(RawPath path, TreeEntry entry) {
    if (system.privileged()) {
      return;
    }
    if (!entry.isDirectory() && entry.metadata().user() != system.user()) {
      throw Preflight.denied(
          path, "belonged to another user; run the worker as root to restore it");
    }
    if (entry.kind().device()) {
      throw Preflight.denied(path, "is a device; run the worker as root to restore it");
    }
  }

  /// Reads contents, where they are few, and compares them with their names.
  void proveFew(FileProgress progress) {
    if (few.size() > MOST_PROVED) {
      return;
    }
    long done = 0;
    for (ContentId content : few) {
      progress.report("reading", ++done, few.size());
      try {
        reader.contents().verify(content);
      } catch (StoreException e) {
        throw Failures.of(e);
      }
    }
  }

  /// Refuses a plan that needs more room than there is.
  void requireSpace() {
    needs.values().forEach(StagingNeeds::requireSpace);
  }

  private static void requireSpace(Need need) {
    if (need.bytes.sum() > need.space.freeBytes()) {
      throw new RollbackException(
          FailureType.INSUFFICIENT_DISK_SPACE,
          "Insufficient disk space: %s. Its file system has %d bytes free and the rollback needs %d."
              .formatted(need.first, need.space.freeBytes(), need.bytes.sum()));
    }
    if (need.entries.sum() > need.space.freeEntries()) {
      throw new RollbackException(
          FailureType.INSUFFICIENT_DISK_SPACE,
          "Insufficient disk space: %s. Its file system has room for %d files and the rollback needs %d."
              .formatted(need.first, need.space.freeEntries(), need.entries.sum()));
    }
  }
}
