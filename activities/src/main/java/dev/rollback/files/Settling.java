package dev.rollback.files;

import dev.rollback.files.OperatingSystem.Access;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/// Gives entries that stay their metadata, forward or back. Comes after every change of what is in
/// them, the deepest first, because that sets their times.
final class Settling {
  private final AllowedRoots roots;
  private final OperatingSystem system;
  private final MetadataWriter metadata;
  private final List<Step> steps = new ArrayList<>();

  Settling(AllowedRoots roots) {
    this.roots = roots;
    this.system = roots.system();
    this.metadata = new MetadataWriter(system);
  }

  /// Remembers a step, if it is of the kind.
  void add(Step step) {
    if (step.type() == Step.Type.METADATA) {
      steps.add(step);
    }
  }

  List<Step> steps() {
    return steps;
  }

  void forward() {
    steps.sort(Comparator.comparing(Step::path).reversed());
    steps.forEach(step -> apply(step, Objects.requireNonNull(step.after())));
  }

  void back() {
    steps.sort(Comparator.comparing(Step::path).reversed());
    steps.forEach(step -> apply(step, Objects.requireNonNull(step.before())));
  }

  private void apply(Step step, Metadata wanted) {
    AllowedPath path = roots.locate(step.path());
    Seen seen = Objects.requireNonNull(step.seen());
    try (var entry = path.open(access(seen.kind()))) {
      FileStatus status = system.status(entry);
      boolean others = status.links() > seen.links() && seen.kind() != FileKind.DIRECTORY;
      if (!status.id().equals(seen.id()) || others) {
        throw Swapping.foreign(step.path());
      }
      metadata.apply(entry, wanted);
    } catch (SystemFailure e) {
      if (!e.is(Errno.ENOENT, Errno.ENOTDIR)) {
        throw Failures.of(e, path);
      }
    }
  }

  private static Access access(FileKind kind) {
    return switch (kind) {
      case DIRECTORY -> Access.DIRECTORY;
      case FILE -> Access.CONTENT;
      case SYMLINK, FIFO, CHARACTER_DEVICE, BLOCK_DEVICE, SOCKET, MOUNT, ABSENT, UNCAPTURED ->
          Access.ENTRY;
    };
  }
}
