package dev.rollback.files;

import dev.rollback.files.OperatingSystem.Access;
import dev.rollback.store.NodeId;

/// The flags that forbid every further change: set when all is in place, cleared before anything is
/// moved back.
final class LateFlags {
  private final AllowedRoots roots;
  private final OperatingSystem system;
  private final TreeReader reader;
  private final Narrowing narrowing;
  private final boolean any;

  /// @param any whether the snapshot has such flags at all
  LateFlags(AllowedRoots roots, TreeReader reader, Narrowing narrowing, boolean any) {
    this.roots = roots;
    this.system = roots.system();
    this.reader = reader;
    this.narrowing = narrowing;
    this.any = any;
  }

  /// Sets or clears those of what a step put in place.
  void apply(Step step, boolean set) {
    if (!any) {
      return;
    }
    Metadata after = step.after();
    if (after != null) {
      change(step.path(), after, set);
    }
    TreeEntry wanted = step.wanted();
    if (wanted == null) {
      return;
    }
    if (after == null) {
      change(step.path(), wanted.metadata(), set);
    }
    if (wanted.body() instanceof Body.Directory(NodeId node)) {
      change(step.path(), reader.entries(node).self().metadata(), set);
    }
    new TreeWalk(reader, narrowing::leadsOn)
        .beneath(
            step.path(),
            wanted,
            (path, entry, self) -> {
              change(path, self == null ? entry.metadata() : self.metadata(), set);
              return true;
            });
  }

  /// Sets or clears those that an entry that stays had before.
  void applyBefore(Step step, boolean set) {
    Metadata before = step.before();
    if (step.type() == Step.Type.METADATA && before != null) {
      change(step.path(), before, set);
    }
  }

  private void change(RawPath path, Metadata metadata, boolean set) {
    int late = metadata.flags() & InodeFlags.LATE;
    if (late == 0) {
      return;
    }
    AllowedPath allowed = roots.locate(path);
    try (var entry = allowed.open(Access.CONTENT)) {
      int now = system.flags(entry);
      int then = set ? now | late : now & ~late;
      if (now != then) {
        system.setFlags(entry, then);
      }
    } catch (SystemFailure e) {
      if (!e.is(Errno.ENOENT, Errno.ENOTDIR)) {
        throw Failures.of(e, allowed);
      }
    }
  }
}
