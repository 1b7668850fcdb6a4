package dev.rollback.files;

import org.jspecify.annotations.Nullable;

/// Looks at a plan's targets before anything is done to them, and after all was undone.
final class PlannedTargets implements AutoCloseable {
  private final AllowedRoots roots;
  private final Numbers changed;
  private final Parents parents;

  /// @param changed see [Journal#changed]
  PlannedTargets(AllowedRoots roots, Numbers changed) {
    this.roots = roots;
    this.changed = changed;
    this.parents = new Parents(roots);
  }

  /// Whether a target is as it was planned.
  boolean isPlanned(Step step, int number) {
    if (!roots.strictlyWithin(step.path())) {
      return true;
    }
    Seen seen = step.seen();
    FileStatus status = status(step);
    return seen == null
        ? status == null
        : status != null && seen.at(changed.get(number)).same(status);
  }

  /// When the kernel last changed what is at a step's target; 0 where nothing is.
  long changed(Step step) {
    FileStatus status = roots.strictlyWithin(step.path()) ? status(step) : null;
    return status == null ? 0 : Seen.changed(status);
  }

  private @Nullable FileStatus status(Step step) {
    try {
      return roots.system().status(parents.of(step.path()), step.path().name());
    } catch (SystemFailure e) {
      if (e.is(Errno.ENOENT, Errno.ENOTDIR)) {
        return null;
      }
      throw Failures.of(e, roots.locate(step.path()));
    }
  }

  @Override
  public void close() {
    parents.close();
  }
}
