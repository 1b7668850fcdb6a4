package dev.rollback.files;

import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;

/// Opens what lies beneath an open directory, and follows no link on the way: by `openat2` with
/// `RESOLVE_BENEATH` and `RESOLVE_NO_SYMLINKS`, or name by name with `O_NOFOLLOW` where the kernel
/// or a sandbox lacks it.
final class LinuxPaths {
  static final int PATH_ONLY = 0x200000;
  static final int DIRECTORY = Kernel.ARM ? 0x4000 : 0x10000;
  static final int NO_FOLLOW = Kernel.ARM ? 0x8000 : 0x20000;

  private static final byte[] NOTHING = {};
  private static final int CLOSE_ON_EXEC = 0x80000;
  private static final long RESOLVE_NO_SYMLINKS = 0x04;
  private static final long RESOLVE_BENEATH = 0x08;
  private static final long CURRENT_DIRECTORY = -100;
  private static final int MOST_RACES = 64;

  /// The kernel takes no longer path at once.
  private static final int LONGEST_PATH = 4000;

  private final OperatingSystem system;
  private final boolean openat2;

  /// @param system what closes the descriptors
  LinuxPaths(OperatingSystem system, boolean openat2) {
    this.system = system;
    this.openat2 = openat2;
  }

  /// Opens an absolute directory.
  Descriptor open(RawPath directory) throws SystemFailure {
    int flags = PATH_ONLY | DIRECTORY | CLOSE_ON_EXEC;
    long root =
        Kernel.call(
            LinuxCall.OPENAT,
            NOTHING,
            CURRENT_DIRECTORY,
            Kernel.scratch().first(RawPath.ROOT.bytes()),
            flags);
    var opened = new Descriptor(system, (int) root, true);
    if (directory.equals(RawPath.ROOT)) {
      return opened;
    }
    try (opened) {
      return walk(opened, directory.beneath(RawPath.ROOT), PATH_ONLY | DIRECTORY | NO_FOLLOW);
    }
  }

  /// Opens what a path from a directory on names.
  ///
  /// @param flags of `open`
  Descriptor walk(Descriptor directory, byte[] relative, int flags) throws SystemFailure {
    if (relative.length <= LONGEST_PATH) {
      return openat2 ? beneath(directory, relative, flags) : steps(directory, relative, flags);
    }
    int slash = lastSlash(relative, LONGEST_PATH);
    byte[] start = Arrays.copyOf(relative, slash);
    byte[] rest = Arrays.copyOfRange(relative, slash + 1, relative.length);
    try (var middle = walk(directory, start, PATH_ONLY | DIRECTORY | NO_FOLLOW)) {
      return walk(middle, rest, flags);
    }
  }

  /// Where the last name that begins before `limit` is parted from the one before it.
  private static int lastSlash(byte[] path, int limit) throws SystemFailure {
    for (int at = limit; at > 0; at--) {
      if (path[at] == '/') {
        return at;
      }
    }
    throw new SystemFailure(Errno.ENAMETOOLONG, "path", Names.shown(path).substring(0, 80));
  }

  private Descriptor beneath(Descriptor directory, byte[] relative, int flags)
      throws SystemFailure {
    // O_NOFOLLOW would answer ENOTDIR for a link where a directory is wanted; the resolution says
    // ELOOP.
    int asked = (flags & PATH_ONLY) != 0 ? flags : flags & ~NO_FOLLOW;
    for (int attempt = 1; ; attempt++) {
      try {
        var scratch = Kernel.scratch();
        var how = scratch.data;
        how.set(ValueLayout.JAVA_LONG, 0, asked | CLOSE_ON_EXEC);
        how.set(ValueLayout.JAVA_LONG, 8, 0);
        how.set(ValueLayout.JAVA_LONG, 16, RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS);
        long answer =
            Kernel.call(
                LinuxCall.OPENAT2,
                relative,
                directory.number(),
                scratch.first(relative),
                how.address(),
                24);
        return new Descriptor(system, (int) answer, (flags & PATH_ONLY) != 0);
      } catch (SystemFailure e) {
        if (!e.is(Errno.EAGAIN) || attempt == MOST_RACES) {
          throw e;
        }
      }
    }
  }

  private Descriptor steps(Descriptor directory, byte[] relative, int flags) throws SystemFailure {
    List<byte[]> names = Names.split(relative);
    Descriptor at = directory;
    try {
      for (byte[] name : names.subList(0, names.size() - 1)) {
        Descriptor next = step(at, name, PATH_ONLY | DIRECTORY | NO_FOLLOW);
        if (at != directory) {
          at.close();
        }
        at = next;
      }
      return step(at, names.getLast(), flags);
    } finally {
      if (at != directory) {
        at.close();
      }
    }
  }

  private Descriptor step(Descriptor directory, byte[] name, int flags) throws SystemFailure {
    try {
      return openName(directory, name, flags, 0);
    } catch (SystemFailure e) {
      // O_DIRECTORY on a link answers ENOTDIR: say that it is a link.
      if (e.is(Errno.ENOTDIR) && system.status(directory, name).kind() == FileKind.SYMLINK) {
        throw new SystemFailure(Errno.ELOOP, "openat", Names.shown(name));
      }
      throw e;
    }
  }

  /// Opens one name.
  Descriptor openName(Descriptor directory, byte[] name, int flags, int mode) throws SystemFailure {
    long answer =
        Kernel.call(
            LinuxCall.OPENAT,
            name,
            directory.number(),
            Kernel.scratch().first(name),
            flags | CLOSE_ON_EXEC,
            mode);
    return new Descriptor(system, (int) answer, (flags & PATH_ONLY) != 0);
  }
}
