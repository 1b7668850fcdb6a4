package dev.rollback.files;

import dev.rollback.contract.FailureType;
import dev.rollback.contract.RollbackException;
import dev.rollback.files.OperatingSystem.Access;
import dev.rollback.store.NodeId;
import dev.rollback.store.StoreException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Lays new entries aside, whole and by several threads: contents, links, all metadata.
final class Staging {
  private static final byte[] HERE = {'.'};

  private final AllowedRoots roots;
  private final OperatingSystem system;
  private final TreeReader reader;
  private final Narrowing narrowing;
  private final Crew<StagingTools> crew;
  private final FileStaging files;
  private final ConcurrentHashMap<FileId, Group> groups = new ConcurrentHashMap<>();

  /// A file with several names, and where the first of them was laid.
  private static final class Group {
    private @Nullable Descriptor place;
    private byte[] path = HERE;
    private FileId id = FileId.NONE;
  }

  Staging(
      AllowedRoots roots,
      TreeReader reader,
      Narrowing narrowing,
      String planId,
      WrittenFiles written,
      Crew<StagingTools> crew) {
    this.roots = roots;
    this.system = roots.system();
    this.reader = reader;
    this.narrowing = narrowing;
    this.crew = crew;
    this.files = new FileStaging(roots, reader, planId, written, crew);
  }

  /// Lays what all steps of these blocks want.
  ///
  /// @param plans where the blocks are read
  /// @param changed see [Journal#changed]
  /// @return the inodes of what was laid
  Numbers stage(
      List<StepBlocks.Block> blocks, StagingPlaces places, TreeReader plans, Numbers changed)
      throws StoreException {
    int steps = blocks.stream().mapToInt(StepBlocks.Block::steps).sum();
    var inodes = new Numbers(steps);
    crew.run(
        new Crew.Task(null, crew) {
          private static final long serialVersionUID = 1L;

          @Override
          void work() {
            int first = 0;
            for (StepBlocks.Block block : blocks) {
              begin(
                  new BlockTask(
                      this, StepBlocks.read(block.node(), plans), first, places, inodes, changed));
              first += block.steps();
            }
          }
        });
    return inodes;
  }

  /// The steps of a block, a few at a time, so that a plan of one block has several threads too.
  private final class BlockTask extends Crew.Task {
    private static final long serialVersionUID = 1L;
    private static final int RUN = 16;

    private final transient List<Step> steps;
    private final int first;
    private final transient StagingPlaces places;
    private final transient Numbers inodes;
    private final transient Numbers changed;

    BlockTask(
        Crew.Task above,
        List<Step> steps,
        int first,
        StagingPlaces places,
        Numbers inodes,
        Numbers changed) {
      super(above, crew);
      this.changed = changed;
      this.steps = steps;
      this.first = first;
      this.places = places;
      this.inodes = inodes;
    }

    @Override
    void work() {
      for (int from = 0; from < steps.size(); from += RUN) {
        int start = from;
        begin(
            new Crew.Task(this, crew) {
              private static final long serialVersionUID = 1L;

              @Override
              void work() throws SystemFailure, StoreException {
                for (int at = start; at < Math.min(start + RUN, steps.size()); at++) {
                  if (!crew.stopped()) {
                    stage(this, steps.get(at), first + at, places, inodes, changed);
                  }
                }
              }
            });
      }
    }
  }

  private void stage(
      Crew.Task task, Step step, int number, StagingPlaces places, Numbers inodes, Numbers changed)
      throws SystemFailure, StoreException {
    TreeEntry wanted = step.wanted();
    if (wanted == null || step.type() == Step.Type.METADATA) {
      return;
    }
    Descriptor place = places.of(step.base());
    byte[] name = Swapping.stagedName(number);
    try {
      if (step.type() == Step.Type.PATCH) {
        Seen seen = Objects.requireNonNull(step.seen()).at(changed.get(number));
        inodes.set(
            number, files.patch(step, seen, wanted, place, name, Swapping.asideName(number)));
      } else {
        build(task, place, place, HERE, name, step.path(), wanted);
        inodes.set(number, system.status(place, name).id().inode());
      }
    } catch (SystemFailure e) {
      throw Failures.of(e, roots.locate(step.path()));
    }
    crew.tick();
  }

  /// @param place the staging directory
  /// @param directory the open directory in it where the entry is laid
  /// @param inside that directory's path from `place`
  /// @param path what the entry will be
  private void build(
      Crew.Task task,
      Descriptor place,
      Descriptor directory,
      byte[] inside,
      byte[] name,
      RawPath path,
      TreeEntry entry)
      throws SystemFailure, StoreException {
    FileId key = entry.group();
    if (key != null) {
      Group group = groups.computeIfAbsent(key, _ -> new Group());
      synchronized (group) {
        if (group.place == null) {
          buildAlone(task, place, directory, inside, name, path, entry);
          group.id = system.status(directory, name).id();
          group.path = Names.joined(inside, name);
          group.place = place;
        } else {
          system.createLink(group.place, group.path, directory, name);
          if (!system.status(directory, name).id().equals(group.id)) {
            throw replaced(path);
          }
        }
      }
      return;
    }
    buildAlone(task, place, directory, inside, name, path, entry);
  }

  private void buildAlone(
      Crew.Task task,
      Descriptor place,
      Descriptor directory,
      byte[] inside,
      byte[] name,
      RawPath path,
      TreeEntry entry)
      throws SystemFailure, StoreException {
    switch (entry.body()) {
      case Body.Directory(NodeId node) -> {
        TreeReader.Cursor cursor = reader.entries(node);
        Reach reach = cursor.self().reach();
        if (reach != Reach.UNKNOWN && reach != Reach.GONE) {
          system.createDirectory(directory, name);
          task.begin(new DirectoryTask(task, place, Names.joined(inside, name), path, cursor));
        }
      }
      case Body.Content content ->
          files.build(task, place, directory, inside, name, entry, content);
      case Body.Link(String target) -> {
        system.createSymlink(directory, name, Names.bytes(target));
        finish(entry, directory, name, path);
      }
      case Body.Device(int major, int minor) -> {
        system.createNode(directory, name, entry.kind(), major, minor);
        finish(entry, directory, name, path);
      }
      case Body.Nothing _ -> {
        if (entry.kind() == FileKind.FIFO) {
          system.createNode(directory, name, FileKind.FIFO, 0, 0);
          finish(entry, directory, name, path);
        } else if (entry.kind() == FileKind.MOUNT) {
          system.createDirectory(directory, name);
        }
      }
    }
  }

  /// Gives an entry that cannot be written to its metadata, through a hold on that very entry.
  private void finish(TreeEntry entry, Descriptor directory, byte[] name, RawPath path)
      throws SystemFailure {
    try (var hold = system.open(directory, name, Access.ENTRY)) {
      if (system.status(hold).kind() != entry.kind()) {
        throw replaced(path);
      }
      crew.tools().metadata().apply(hold, entry.metadata());
    }
  }

  private static RollbackException replaced(RawPath path) {
    return new RollbackException(
        FailureType.ROLLBACK_FAILED,
        "Somebody replaced a new file for %s before it was in place; it was not used."
            .formatted(path));
  }

  /// A directory with all beneath it; its metadata come when that is laid.
  private final class DirectoryTask extends Crew.Task {
    private static final long serialVersionUID = 1L;

    private final transient Descriptor place;
    private final transient byte[] inside;
    private final transient RawPath path;
    private final transient TreeReader.Cursor cursor;

    DirectoryTask(
        Crew.Task above, Descriptor place, byte[] inside, RawPath path, TreeReader.Cursor cursor) {
      super(above, crew);
      this.place = place;
      this.inside = inside;
      this.path = path;
      this.cursor = cursor;
    }

    @Override
    void work() throws SystemFailure, StoreException {
      boolean all = narrowing.has(path);
      try (var directory = system.open(place, inside, Access.DIRECTORY)) {
        while (cursor.hasNext() && !crew.stopped()) {
          TreeEntry entry = cursor.next();
          boolean meant = all || narrowing.leadsOn(path.child(entry.bytes()));
          if (meant && entry.isThere()) {
            RawPath child = path.child(entry.bytes());
            build(this, place, directory, inside, entry.bytes(), child, entry);
            crew.tick();
          }
        }
      } catch (SystemFailure e) {
        throw Failures.of(e, path);
      }
    }

    @Override
    void finish() throws SystemFailure {
      try (var directory = system.open(place, inside, Access.DIRECTORY)) {
        crew.tools().metadata().apply(directory, cursor.self().metadata());
      } catch (SystemFailure e) {
        throw Failures.of(e, path);
      }
    }
  }
}
