package dev.rollback.files;

import dev.rollback.files.OperatingSystem.Access;
import dev.rollback.store.StoreException;
import org.jspecify.annotations.Nullable;

/// Reads what is no directory.
final class EntryCapture {
  private static final int MOST_READS = 5;

  private final CaptureWork work;
  private final Findings found;

  /// @param found takes what is counted and noted
  EntryCapture(CaptureWork work, Findings found) {
    this.work = work;
    this.found = found;
  }

  /// Where an entry is, and what waits for it.
  static final class Place {
    private final Descriptor directory;
    private final byte[] name;
    private final RawPath path;
    private final Crew.Task task;
    private @Nullable LargeFileCapture large;

    Place(Descriptor directory, byte[] name, RawPath path, Crew.Task task) {
      this.directory = directory;
      this.name = name;
      this.path = path;
      this.task = task;
    }

    /// Begins what could not begin before the entry had its place.
    void added(DirectoryDraft.Slot slot) {
      LargeFileCapture waiting = large;
      if (waiting != null) {
        waiting.placed(slot);
        task.begin(waiting);
      }
    }
  }

  /// Reads what is no directory.
  TreeEntry read(Place place, FileStatus status, @Nullable TreeEntry old)
      throws SystemFailure, StoreException {
    String name = Names.latin(place.name);
    TreeEntry entry;
    if (status.kind() == FileKind.SOCKET) {
      found.note(place.path, place.path + " is a socket and was passed over.");
      return TreeEntry.uncaptured(name);
    } else if (status.kind() == FileKind.UNCAPTURED) {
      work.unsupported(place.path, found);
      return TreeEntry.uncaptured(name);
    } else if (old != null && old.provedBy(status)) {
      entry = old;
    } else if (status.kind() == FileKind.FILE) {
      entry = readFile(place, status);
    } else {
      entry = readOther(place, name);
    }
    found.entry(entry, place.path, status, old);
    work.crew.tick();
    return entry;
  }

  private TreeEntry readOther(Place place, String name) throws SystemFailure {
    for (int attempt = 1; ; attempt++) {
      try (var hold = work.system.open(place.directory, place.name, Access.ENTRY)) {
        FileStatus status = work.system.status(hold);
        Body body =
            switch (status.kind()) {
              case SYMLINK -> new Body.Link(Names.latin(work.system.linkTarget(hold)));
              case CHARACTER_DEVICE, BLOCK_DEVICE ->
                  new Body.Device(status.major(), status.minor());
              case FIFO -> Body.NOTHING;
              case FILE, DIRECTORY, SOCKET, MOUNT, ABSENT, UNCAPTURED ->
                  throw CaptureWork.changing(place.path);
            };
        Metadata metadata = Metadata.of(work.system, hold, status);
        if (work.system.status(hold).sameAs(status)) {
          return entry(name, status, metadata, body);
        }
      }
      if (attempt == MOST_READS) {
        throw CaptureWork.changing(place.path);
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
        Witness.trustworthy(status, work.nowSeconds) ? Witness.of(status) : null);
  }

  private TreeEntry readFile(Place place, FileStatus seen) throws SystemFailure, StoreException {
    String name = Names.latin(place.name);
    FileStatus expected = seen;
    for (int attempt = 1; ; attempt++) {
      try (var file = work.system.open(place.directory, place.name, Access.CONTENT)) {
        FileStatus before = attempt == 1 ? expected : work.system.status(file);
        if (before.kind() != FileKind.FILE) {
          throw CaptureWork.changing(place.path);
        }
        Metadata metadata = Metadata.of(work.system, file, before);
        boolean large = before.size() > FileMap.SECTION;
        Body.Content content =
            large
                ? new Body.Content(before.size(), Pieces.Mapped.PENDING)
                : work.crew.tools().read(file, before);
        FileStatus after = work.system.status(file);
        boolean same = after.sameAs(before);
        if (same || attempt == MOST_READS) {
          if (!same) {
            work.changingFound(place.path, found);
          }
          if (large) {
            place.large = new LargeFileCapture(work, place.task, place.path, before);
          }
          return new TreeEntry(
              name,
              FileKind.FILE,
              metadata,
              content,
              before.links() > 1 ? before.id() : null,
              same && Witness.trustworthy(before, work.nowSeconds) ? Witness.of(before) : null);
        }
        expected = after;
      }
    }
  }
}
