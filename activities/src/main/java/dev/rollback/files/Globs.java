package dev.rollback.files;

import dev.rollback.files.OperatingSystem.Access;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// Finds what globs match, by walking the directories that their names allow; no link is followed
/// and no mount entered.
final class Globs {
  private static final byte[] ANY_DEPTH = {'*', '*'};

  private final AllowedRoots roots;
  private final OperatingSystem system;
  private final Own own;
  private final SortedSet<RawPath> found = new TreeSet<>();

  private Globs(AllowedRoots roots, Own own) {
    this.roots = roots;
    this.system = roots.system();
    this.own = own;
  }

  /// All that an item means now: its path, whether it is there or not, or what its glob matches.
  static SortedSet<RawPath> paths(AllowedRoots roots, Own own, Scope.Item item) {
    var globs = new Globs(roots, own);
    if (item.isGlob()) {
      globs.walk(item);
    } else {
      globs.found.add(item.base());
    }
    return globs.found;
  }

  private void walk(Scope.Item item) {
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
    for (byte[] name : new ArrayList<>(listed(directory))) {
      if (anyDepth && !rest.isEmpty()) {
        descend(directory, path, name, names);
      } else if (pattern.matches(name) && rest.isEmpty()) {
        found.add(path.child(name));
      } else if (pattern.matches(name)) {
        descend(directory, path, name, rest);
      }
    }
  }

  private List<byte[]> listed(Descriptor directory) throws SystemFailure {
    try (var listing = system.open(directory, new byte[] {'.'}, Access.DIRECTORY)) {
      return system.names(listing).stream().filter(name -> !own.isLeftover(name)).toList();
    }
  }

  private void descend(Descriptor directory, RawPath path, byte[] name, List<byte[]> names)
      throws SystemFailure {
    try {
      FileStatus status = system.status(directory, name);
      if (status.kind() != FileKind.DIRECTORY || status.mount()) {
        return;
      }
      own.requireForeign(path.child(name));
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
