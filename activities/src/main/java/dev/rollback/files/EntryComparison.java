package dev.rollback.files;

import dev.rollback.contract.RestoreMode;
import dev.rollback.files.OperatingSystem.Access;
import dev.rollback.files.Step.Range;
import dev.rollback.store.StoreException;
import java.util.List;

/// Compares what is no directory.
final class EntryComparison {
  private static final int MOST_READS = 5;

  private final ComparisonWork work;
  private final DirectoryComparison visit;

  /// @param visit the directory that it is in
  EntryComparison(ComparisonWork work, DirectoryComparison visit) {
    this.work = work;
    this.visit = visit;
  }

  void other(Descriptor directory, RawPath child, TreeEntry wanted, FileStatus status)
      throws SystemFailure {
    boolean linked = wanted.group() != null || status.links() > 1;
    if (work.subject.isProved(wanted, status) && !linked) {
      return;
    }
    try (var hold = work.system.open(directory, child.name(), Access.ENTRY)) {
      FileStatus now = work.system.status(hold);
      Body body =
          switch (now.kind()) {
            case SYMLINK -> new Body.Link(Names.latin(work.system.linkTarget(hold)));
            case CHARACTER_DEVICE, BLOCK_DEVICE -> new Body.Device(now.major(), now.minor());
            case FIFO -> Body.NOTHING;
            case FILE, DIRECTORY, SOCKET, MOUNT, ABSENT, UNCAPTURED ->
                throw ComparisonWork.changing(child);
          };
      settle(
          child,
          wanted,
          now,
          Metadata.of(work.system, hold, now),
          body.equals(wanted.body()),
          List.of());
    }
  }

  void file(Descriptor directory, RawPath child, TreeEntry wanted, FileStatus seen)
      throws SystemFailure, StoreException {
    boolean linked = wanted.group() != null || seen.links() > 1;
    boolean proved = work.subject.isProved(wanted, seen);
    if (proved && !linked) {
      return;
    }
    if (seen.mount()) {
      throw ComparisonWork.mounted(child);
    }
    Body.Content content = (Body.Content) wanted.body();
    FileStatus expected = seen;
    for (int attempt = 1; ; attempt++) {
      try (var file = work.system.open(directory, child.name(), Access.CONTENT)) {
        FileStatus before = attempt == 1 ? expected : work.system.status(file);
        Metadata metadata = Metadata.of(work.system, file, before);
        if (!proved && !linked && content.size() > FileMap.SECTION && mayBePatched(before)) {
          visit.begin(new LargeFileComparison(work, visit, child, wanted, before, metadata));
          return;
        }
        List<Range> ranges = proved ? List.of() : differing(file, content, before);
        FileStatus after = work.system.status(file);
        if (after.sameAs(before)) {
          boolean same = ranges.isEmpty() && before.size() == content.size();
          settle(child, wanted, before, metadata, same, ranges);
          return;
        }
        expected = after;
      } catch (SystemFailure e) {
        throw e.is(Errno.ENOENT, Errno.ELOOP)
            ? ComparisonWork.changing(child)
            : Failures.of(e, work.roots.locate(child));
      }
      if (attempt == MOST_READS) {
        throw ComparisonWork.changing(child);
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
    return work.crew
        .tools()
        .hashing()
        .differing(file, FileMap.pieces(content, work.subject.reader()));
  }

  /// Decides on an entry that both sides have and that was looked at.
  void settle(
      RawPath child,
      TreeEntry wanted,
      FileStatus status,
      Metadata metadata,
      boolean same,
      List<Range> ranges) {
    if (work.subject.mode() == RestoreMode.MISSING) {
      return;
    }
    if (wanted.group() != null || status.links() > 1) {
      boolean all = same && metadata.equals(wanted.metadata());
      work.links.found(
          new LinkGroups.Found(child, wanted, visit.place(), status, metadata, same, all));
      return;
    }
    Seen seen = Seen.of(status);
    if (!same && Patching.isWorth(wanted, status, ranges)) {
      work.differences.patch(
          Step.patch(child, visit.base(), seen, metadata, wanted, ranges), metadata);
    } else if (!same) {
      visit.changes();
      work.differences.replace(
          Step.replace(child, visit.base(), seen, wanted), metadata, Aspect.CONTENT);
    } else if (!metadata.equals(wanted.metadata())) {
      work.differences.metadata(
          Step.metadata(child, seen, wanted, metadata, wanted.metadata()), true);
    }
  }
}
