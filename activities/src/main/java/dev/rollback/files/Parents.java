package dev.rollback.files;

import dev.rollback.files.OperatingSystem.Access;
import org.jspecify.annotations.Nullable;

/// The open directories of targets, the last one kept open: steps of one directory follow each
/// other. One thread's.
final class Parents implements AutoCloseable {
  private final AllowedRoots roots;
  private final OpenRoots openRoots;
  private @Nullable Descriptor open;
  private @Nullable RawPath path;

  Parents(AllowedRoots roots) {
    this.roots = roots;
    this.openRoots = new OpenRoots(roots.system());
  }

  /// The directory that holds the target; found anew by its path when another one was asked for in
  /// between.
  Descriptor of(RawPath target) throws SystemFailure {
    RawPath parent = target.parent();
    Descriptor last = open;
    if (last != null && path != null && parent.equals(path)) {
      return last;
    }
    closeLast();
    Descriptor next = openRoots.openParent(roots.locate(target), Access.DIRECTORY);
    open = next;
    path = parent;
    return next;
  }

  @Override
  public void close() {
    closeLast();
    openRoots.close();
  }

  private void closeLast() {
    if (open != null) {
      open.close();
      open = null;
      path = null;
    }
  }
}
