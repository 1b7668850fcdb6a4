package dev.rollback.files;

import dev.rollback.files.OperatingSystem.Access;
import dev.rollback.files.Step.Range;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Changes a part of a large file in place, from the bytes that were laid aside for it, and back
/// from those that were saved. Either may be repeated after a crash at any moment.
///
/// A mark beside the laid bytes says that the file may have been changed by this rollback: without
/// it, the file must be as it was planned.
final class FilePatch {
  private final AllowedRoots roots;
  private final OperatingSystem system;
  private final MetadataWriter metadata;
  private final String planId;

  FilePatch(AllowedRoots roots, OperatingSystem system, String planId) {
    this.planId = planId;
    this.roots = roots;
    this.system = system;
    this.metadata = new MetadataWriter(system);
  }

  private static byte[] markName(int number) {
    return Names.utf8(number + ".begun");
  }

  /// @param planned what the target must be where nothing was begun
  void forward(Step step, @Nullable Seen planned, int number, Descriptor place)
      throws SystemFailure {
    Seen seen = Objects.requireNonNull(planned);
    TreeEntry wanted = Objects.requireNonNull(step.wanted());
    try (var target = roots.locate(step.path()).open(Access.UPDATE)) {
      FileStatus status = system.status(target);
      boolean begun = isThere(place, markName(number));
      if (!status.id().equals(seen.id()) || (!begun && !seen.same(status))) {
        throw Swapping.changed(planId, step.path());
      }
      if (!begun) {
        mark(place, number);
      }
      try (var laid = system.open(place, Swapping.stagedName(number), Access.CONTENT)) {
        system.resize(target, wanted.size());
        copy(laid, target, step.ranges());
      }
      metadata.apply(target, wanted.metadata());
      system.sync(target);
    }
  }

  void back(Step step, int number, Descriptor place) throws SystemFailure {
    if (!isThere(place, markName(number))) {
      return;
    }
    Seen seen = Objects.requireNonNull(step.seen());
    try (var target = roots.locate(step.path()).open(Access.UPDATE);
        var saved = system.open(place, Swapping.asideName(number), Access.CONTENT)) {
      if (!system.status(target).id().equals(seen.id())) {
        throw Swapping.changed(planId, step.path());
      }
      system.resize(target, seen.size());
      for (Range range : Swapping.oldRanges(step, seen.size())) {
        system.copy(saved, target, range.start(), range.length());
      }
      metadata.apply(target, Objects.requireNonNull(step.before()));
      system.sync(target);
    }
  }

  private void mark(Descriptor place, int number) throws SystemFailure {
    system.createFile(place, markName(number)).close();
    system.sync(place);
  }

  private boolean isThere(Descriptor place, byte[] name) throws SystemFailure {
    try {
      var _ = system.status(place, name);
      return true;
    } catch (SystemFailure e) {
      if (e.is(Errno.ENOENT)) {
        return false;
      }
      throw e;
    }
  }

  /// Copies data, and makes holes where there are some.
  private void copy(Descriptor from, Descriptor to, List<Range> ranges) throws SystemFailure {
    for (Range range : ranges) {
      long end = range.start() + range.length();
      long at = range.start();
      while (at < end) {
        long data = system.nextData(from, at);
        long start = data < 0 ? end : Math.min(data, end);
        if (start > at) {
          system.punch(to, at, start - at);
        }
        long stop = start < end ? Math.min(system.nextHole(from, start), end) : end;
        if (stop > start) {
          system.copy(from, to, start, stop - start);
        }
        at = stop;
      }
    }
  }
}
