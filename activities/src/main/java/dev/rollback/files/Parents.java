package dev.rollback.files;

import dev.rollback.files.OperatingSystem.Access;
import org.jspecify.annotations.Nullable;

/// The open directories of targets, the last one kept open: steps of one directory follow each
/// other. One thread's.
final class Parents implements AutoCloseable {
  private final AllowedRoots roots;
  private @Nullable Descriptor open;
  private @Nullable RawPath path;

  Parents(AllowedRoots roots) {
    this.roots = roots;
  }

  /// The directory that holds the target; found anew by its path when another one was asked for in
  /// between.
  Descriptor of(RawPath target) throws SystemFailure {
    RawPath parent = target.parent();
    Descriptor last = open;
    if (last != null && path != null && parent.equals(path)) {
      return last;
    }
    close();
    Descriptor next = roots.locate(target).openParent(Access.DIRECTORY);
    open = next;
    path = parent;
    return next;
  }

  @Override
  public void close() {
    if (open != null) {
      open.close();
      open = null;
      path = null;
    }
  }
}
