package dev.rollback.files;

import dev.rollback.files.OperatingSystem.Access;
import java.util.ArrayDeque;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Removes a name and all beneath it; follows no link, enters no mount. Nothing there is fine.
final class TreeRemoval {
  private static final byte[] HERE = {'.'};

  private final OperatingSystem system;

  TreeRemoval(OperatingSystem system) {
    this.system = system;
  }

  void remove(Descriptor directory, byte[] name) throws SystemFailure {
    FileStatus status = status(directory, name);
    if (status == null) {
      return;
    }
    if (status.mount()) {
      throw new SystemFailure(Errno.EBUSY, "remove", Names.shown(name));
    }
    if (status.kind() == FileKind.DIRECTORY) {
      try (var top = system.open(directory, name, Access.DIRECTORY)) {
        empty(top);
      }
    }
    unlink(directory, name, status.kind() == FileKind.DIRECTORY);
  }

  /// Goes down without a stack of its own, so that depth costs nothing: a directory is left on the
  /// pile until it is empty.
  private void empty(Descriptor top) throws SystemFailure {
    var pile = new ArrayDeque<byte[]>();
    pile.push(HERE);
    while (!pile.isEmpty()) {
      byte[] path = pile.peek();
      int before = pile.size();
      try (var inside = system.open(top, path, Access.DIRECTORY)) {
        for (byte[] name : system.names(inside)) {
          FileStatus status = status(inside, name);
          if (status == null) {
            continue;
          }
          if (status.mount()) {
            throw new SystemFailure(Errno.EBUSY, "remove", Names.shown(name));
          }
          if (status.kind() == FileKind.DIRECTORY) {
            pile.push(Names.joined(path, name));
          } else {
            unlink(inside, name, false);
          }
        }
      }
      if (pile.size() == before) {
        pile.pop();
        if (path.length != 1 || path[0] != '.') {
          unlinkAt(top, path);
        }
      }
    }
  }

  private void unlinkAt(Descriptor top, byte[] path) throws SystemFailure {
    int slash = path.length - 1;
    while (slash >= 0 && path[slash] != '/') {
      slash--;
    }
    byte[] name = Arrays.copyOfRange(path, slash + 1, path.length);
    if (slash < 0) {
      unlink(top, name, true);
      return;
    }
    byte[] parent = Arrays.copyOf(path, slash);
    try (var holder = system.open(top, parent, Access.DIRECTORY)) {
      unlink(holder, name, true);
    }
  }

  private void unlink(Descriptor directory, byte[] name, boolean isDirectory) throws SystemFailure {
    try {
      system.remove(directory, name, isDirectory);
    } catch (SystemFailure e) {
      if (e.is(Errno.ENOENT)) {
        return;
      }
      if (!e.is(Errno.EPERM)) {
        throw e;
      }
      clearFlags(directory, new byte[] {'.'}, Access.DIRECTORY);
      clearFlags(directory, name, isDirectory ? Access.DIRECTORY : Access.CONTENT);
      system.remove(directory, name, isDirectory);
    }
  }

  /// Flags that forbid a removal.
  private void clearFlags(Descriptor directory, byte[] name, Access access) throws SystemFailure {
    try (var entry = system.open(directory, name, access)) {
      int flags = system.flags(entry);
      if ((flags & InodeFlags.LATE) != 0) {
        system.setFlags(entry, flags & ~InodeFlags.LATE);
      }
    } catch (SystemFailure e) {
      if (!e.is(Errno.ENOENT, Errno.ELOOP, Errno.ENXIO)) {
        throw e;
      }
    }
  }

  private @Nullable FileStatus status(Descriptor directory, byte[] name) throws SystemFailure {
    try {
      return system.status(directory, name);
    } catch (SystemFailure e) {
      if (e.is(Errno.ENOENT)) {
        return null;
      }
      throw e;
    }
  }
}
