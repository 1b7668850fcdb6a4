package dev.rollback.files;

import dev.rollback.files.OperatingSystem.Access;
import java.util.TreeSet;

/// Directories that were not there at the capture: they go once nothing is left in them, and come
/// back when the rollback is undone.
final class EmptiedDirectories {
  private final AllowedRoots roots;
  private final OperatingSystem system;
  private final PlanSteps steps;

  EmptiedDirectories(AllowedRoots roots, PlanSteps steps) {
    this.roots = roots;
    this.system = roots.system();
    this.steps = steps;
  }

  /// Removes those that are empty, the deepest first.
  void remove() {
    var paths = new TreeSet<RawPath>();
    steps.forEach(
        (step, _) -> {
          if (step.type() == Step.Type.EMPTIED) {
            paths.add(step.path());
          }
        });
    paths.descendingSet().forEach(this::removeIfEmpty);
  }

  private void removeIfEmpty(RawPath path) {
    AllowedPath allowed = roots.locate(path);
    try (var parent = allowed.openParent(Access.DIRECTORY)) {
      system.remove(parent, path.name(), true);
    } catch (SystemFailure e) {
      if (!e.is(
          Errno.ENOTEMPTY, Errno.EEXIST, Errno.ENOENT, Errno.ENOTDIR, Errno.EBUSY, Errno.ELOOP)) {
        throw Failures.of(e, allowed);
      }
    }
  }

  /// Makes those again that were removed.
  void remake() {
    steps.forEach(
        (step, _) -> {
          Metadata before = step.before();
          if (step.type() == Step.Type.EMPTIED && before != null) {
            remake(step.path(), before);
          }
        });
  }

  private void remake(RawPath path, Metadata before) {
    AllowedPath allowed = roots.locate(path);
    try (var parent = allowed.openParent(Access.DIRECTORY)) {
      system.createDirectory(parent, path.name());
      try (var made = system.open(parent, path.name(), Access.DIRECTORY)) {
        new MetadataWriter(system).apply(made, before);
      }
    } catch (SystemFailure e) {
      if (!e.is(Errno.EEXIST)) {
        throw Failures.of(e, allowed);
      }
    }
  }
}
