package dev.rollback.files;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

/// Reads `struct statx`.
final class LinuxStatus {
  private static final long NO_FOLLOW = 0x100;
  private static final long EMPTY_PATH = 0x1000;
  private static final long NO_AUTOMOUNT = 0x800;
  private static final long BASIC_AND_MOUNT = 0x7ff | 0x1000;
  private static final long MOUNT_ROOT = 0x2000;
  private static final long NO_DUMP = 0x40;

  private LinuxStatus() {}

  /// Of `name` in a directory, or of the descriptor itself when the name is empty.
  static FileStatus of(Descriptor at, byte[] name) throws SystemFailure {
    var scratch = Kernel.scratch();
    Kernel.call(
        LinuxCall.STATX,
        name,
        at.number(),
        scratch.first(name),
        NO_FOLLOW | NO_AUTOMOUNT | EMPTY_PATH,
        BASIC_AND_MOUNT,
        scratch.data.address());
    var data = scratch.data;
    int mode = Short.toUnsignedInt(data.get(JAVA_SHORT, 28));
    long flags = data.get(JAVA_LONG, 8);
    return new FileStatus(
        FileKind.ofMode(mode),
        mode & 07777,
        data.get(JAVA_INT, 20),
        data.get(JAVA_INT, 24),
        data.get(JAVA_LONG, 40),
        data.get(JAVA_LONG, 112),
        data.get(JAVA_INT, 120),
        data.get(JAVA_LONG, 96),
        data.get(JAVA_INT, 104),
        new FileId(
            device(data.get(JAVA_INT, 136), data.get(JAVA_INT, 140)), data.get(JAVA_LONG, 32)),
        Integer.toUnsignedLong(data.get(JAVA_INT, 16)),
        data.get(JAVA_INT, 128),
        data.get(JAVA_INT, 132),
        (flags & MOUNT_ROOT) != 0,
        (int) flags & InodeFlags.LATE,
        (flags & NO_DUMP) != 0,
        data.get(JAVA_LONG, 48),
        data.get(JAVA_LONG, 144));
  }

  /// The bits of a mode that say what a node is.
  static int type(FileKind kind) {
    return switch (kind) {
      case FIFO -> 0010000;
      case CHARACTER_DEVICE -> 0020000;
      case BLOCK_DEVICE -> 0060000;
      case FILE, DIRECTORY, SYMLINK, SOCKET, MOUNT, ABSENT, UNCAPTURED ->
          throw new IllegalArgumentException(kind + " is not made by mknod.");
    };
  }

  /// The kernel's number for a device.
  static long device(int major, int minor) {
    return (minor & 0xffL) | ((major & 0xfffL) << 8) | ((minor & ~0xffL) << 12);
  }
}
