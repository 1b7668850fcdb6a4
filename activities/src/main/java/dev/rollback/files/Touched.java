package dev.rollback.files;

import dev.rollback.contract.RestoreMode;
import dev.rollback.files.OperatingSystem.Access;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Directories that stay, but whose metadata a rollback must set: because they differ, or because a
/// change in them will touch their times.
final class Touched {
  private final AllowedRoots roots;
  private final OperatingSystem system;
  private final Subject subject;
  private final Differences differences;
  private final Set<RawPath> settled = ConcurrentHashMap.newKeySet();

  Touched(AllowedRoots roots, Subject subject, Differences differences) {
    this.roots = roots;
    this.system = roots.system();
    this.subject = subject;
    this.differences = differences;
  }

  /// @param counts whether it differs in more than another change in it will touch
  void settle(RawPath path, @Nullable DirectorySelf wanted, boolean counts) {
    if (!settled.add(path)) {
      return;
    }
    AllowedPath allowed = roots.locate(path);
    try (var directory = allowed.open(Access.DIRECTORY)) {
      FileStatus status = system.status(directory);
      Metadata now = Metadata.of(system, directory, status);
      boolean goesBack =
          wanted != null
              && wanted.reach().itself()
              && subject.mode() != RestoreMode.MISSING
              && subject.narrowing().has(path);
      Metadata after = goesBack && wanted != null ? wanted.metadata() : now;
      differences.metadata(
          Step.metadata(path, Seen.of(status), null, now, after),
          counts || !now.sameButTime(after));
    } catch (SystemFailure e) {
      if (!e.is(Errno.ENOENT, Errno.ENOTDIR)) {
        throw Failures.of(e, allowed);
      }
    }
  }

  /// A directory that is to go once it is empty.
  void emptied(RawPath path) {
    AllowedPath allowed = roots.locate(path);
    try (var directory = allowed.open(Access.DIRECTORY)) {
      FileStatus status = system.status(directory);
      Metadata now = Metadata.of(system, directory, status);
      differences.emptied(Step.emptied(path, Seen.of(status), now));
    } catch (SystemFailure e) {
      if (!e.is(Errno.ENOENT, Errno.ENOTDIR)) {
        throw Failures.of(e, allowed);
      }
    }
  }

  /// Those that nobody had at hand.
  void settle(RawPath path) {
    settle(path, subject.directory(path), false);
  }

  void settle(List<RawPath> paths) {
    paths.forEach(this::settle);
  }
}
