package dev.rollback.files;

import dev.rollback.files.OperatingSystem.Access;
import java.util.Arrays;
import java.util.List;

/// Finds what a glob matches, by walking the directories that its names allow.
final class GlobWalk {
  private static final byte[] ANY_DEPTH = {'*', '*'};

  private final AllowedRoots roots;
  private final OperatingSystem system;
  private final Scanner scanner;
  private final Scan scan;

  GlobWalk(AllowedRoots roots, Scanner scanner, Scan scan) {
    this.roots = roots;
    this.system = roots.system();
    this.scanner = scanner;
    this.scan = scan;
  }

  /// Adds all matches; a base that is missing, or no directory, has none.
  void walk(Scope.Item item) {
    var names = item.names().stream().map(Scope.RawName::bytes).toList();
    AllowedPath base = roots.locate(item.base());
    try (var directory = base.open(Access.DIRECTORY)) {
      walk(directory, item.base(), names);
    } catch (SystemFailure e) {
      if (!e.is(Errno.ENOENT, Errno.ENOTDIR)) {
        throw Failures.of(e, base);
      }
    }
  }

  private void walk(Descriptor directory, RawPath path, List<byte[]> names) throws SystemFailure {
    boolean anyDepth = Arrays.equals(names.getFirst(), ANY_DEPTH);
    List<byte[]> rest = names.subList(1, names.size());
    if (anyDepth && !rest.isEmpty()) {
      walk(directory, path, rest);
    }
    var pattern = GlobName.of(names.getFirst());
    for (byte[] name : scanner.sortedNames(directory)) {
      if (anyDepth && !rest.isEmpty()) {
        descend(directory, path, name, names);
      } else if (pattern.matches(name) && rest.isEmpty()) {
        scanner.scanMatch(directory, name, path.child(name), scan);
      } else if (pattern.matches(name)) {
        descend(directory, path, name, rest);
      }
    }
  }

  private void descend(Descriptor directory, RawPath path, byte[] name, List<byte[]> names)
      throws SystemFailure {
    try {
      FileStatus status = system.status(directory, name);
      if (status.kind() != FileKind.DIRECTORY || status.mount()) {
        return;
      }
      scanner.requireEnterable(path.child(name));
      try (var child = system.open(directory, name, Access.ENTRY)) {
        walk(child, path.child(name), names);
      }
    } catch (SystemFailure e) {
      if (!e.is(Errno.ENOENT, Errno.ENOTDIR, Errno.ELOOP)) {
        throw Failures.of(e, path.child(name));
      }
    }
  }
}
