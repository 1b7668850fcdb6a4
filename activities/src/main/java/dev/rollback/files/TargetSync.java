package dev.rollback.files;

import dev.rollback.files.OperatingSystem.Access;
import java.util.Collection;
import java.util.LinkedHashSet;

/// Makes names and metadata of targets durable, by the file systems that they are on: metadata of
/// links and devices cannot be made durable one by one.
final class TargetSync {
  private final AllowedRoots roots;

  TargetSync(AllowedRoots roots) {
    this.roots = roots;
  }

  /// Returns when everything at and beneath these directories is durable; those that are not there
  /// have nothing that must be.
  void of(Collection<RawPath> directories) {
    new LinkedHashSet<>(directories).stream().filter(roots::mayTouchIn).forEach(this::sync);
  }

  private void sync(RawPath path) {
    AllowedPath allowed = roots.locate(path);
    try (var directory = allowed.open(Access.DIRECTORY)) {
      roots.system().syncAll(directory);
    } catch (SystemFailure e) {
      if (!e.is(Errno.ENOENT, Errno.ENOTDIR)) {
        throw Failures.of(e, allowed);
      }
    }
  }
}
