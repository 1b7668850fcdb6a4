package dev.rollback.files;

import dev.rollback.files.Kernel.Scratch;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// What can be done with an open file's bytes, holes and flags.
final class LinuxContents {
  private static final byte[] NOTHING = {};
  private static final int KEEP_SIZE = 1;
  private static final int PUNCH_HOLE = 2;
  private static final int SEEK_DATA = 3;
  private static final int SEEK_HOLE = 4;
  private static final long SHARE_BLOCKS = 0x40049409L;
  private static final long GET_FLAGS = 0x80086601L;
  private static final long SET_FLAGS = 0x40086602L;

  /// Stands for where the file's own position is.
  static final long HERE = -1;

  private LinuxContents() {}

  static int read(Descriptor file, long position, byte[] into, int offset, int length)
      throws SystemFailure {
    var scratch = Kernel.scratch();
    long count =
        Kernel.call(
            position == HERE ? LinuxCall.READ : LinuxCall.PREAD64,
            NOTHING,
            file.number(),
            scratch.data.address(),
            Math.min(length, Scratch.DATA_BYTES),
            position);
    MemorySegment.copy(scratch.data, ValueLayout.JAVA_BYTE, 0, into, offset, (int) count);
    return count == 0 && length > 0 ? -1 : (int) count;
  }

  static void write(Descriptor file, long position, byte[] from, int offset, int length)
      throws SystemFailure {
    var scratch = Kernel.scratch();
    int done = 0;
    while (done < length) {
      int part = Math.min(length - done, Scratch.DATA_BYTES);
      MemorySegment.copy(from, offset + done, scratch.data, ValueLayout.JAVA_BYTE, 0, part);
      done +=
          (int)
              Kernel.call(
                  position == HERE ? LinuxCall.WRITE : LinuxCall.PWRITE64,
                  NOTHING,
                  file.number(),
                  scratch.data.address(),
                  part,
                  position == HERE ? 0 : position + done);
    }
  }

  static void resize(Descriptor file, long size) throws SystemFailure {
    Kernel.call(LinuxCall.FTRUNCATE, NOTHING, file.number(), size);
  }

  static long nextData(Descriptor file, long position) throws SystemFailure {
    try {
      return Kernel.call(LinuxCall.LSEEK, NOTHING, file.number(), position, SEEK_DATA);
    } catch (SystemFailure e) {
      if (e.is(Errno.ENXIO)) {
        return -1;
      }
      throw e;
    }
  }

  static long nextHole(Descriptor file, long position) throws SystemFailure {
    return Kernel.call(LinuxCall.LSEEK, NOTHING, file.number(), position, SEEK_HOLE);
  }

  static boolean shareBlocks(Descriptor from, Descriptor to) throws SystemFailure {
    try {
      Kernel.call(LinuxCall.IOCTL, NOTHING, to.number(), SHARE_BLOCKS, from.number());
      return true;
    } catch (SystemFailure e) {
      if (e.is(Errno.EOPNOTSUPP, Errno.ENOTTY, Errno.EXDEV, Errno.EINVAL, Errno.ENOSYS)) {
        return false;
      }
      throw e;
    }
  }

  static void punch(Descriptor file, long position, long length) throws SystemFailure {
    try {
      Kernel.call(
          LinuxCall.FALLOCATE, NOTHING, file.number(), KEEP_SIZE | PUNCH_HOLE, position, length);
    } catch (SystemFailure e) {
      if (!e.is(Errno.EOPNOTSUPP, Errno.ENOSYS)) {
        throw e;
      }
      var zeros = new byte[Scratch.DATA_BYTES];
      for (long at = 0; at < length; at += zeros.length) {
        write(file, position + at, zeros, 0, (int) Math.min(zeros.length, length - at));
      }
    }
  }

  static void copy(Descriptor from, Descriptor to, long position, long length)
      throws SystemFailure {
    var scratch = Kernel.scratch();
    long done = 0;
    while (done < length) {
      scratch.data.set(ValueLayout.JAVA_LONG, 0, position + done);
      scratch.data.set(ValueLayout.JAVA_LONG, 8, position + done);
      long copied =
          Kernel.call(
              LinuxCall.COPY_FILE_RANGE,
              NOTHING,
              from.number(),
              scratch.data.address(),
              to.number(),
              scratch.data.address() + 8,
              length - done,
              0);
      if (copied == 0) {
        throw new SystemFailure(Errno.EIO, "copy_file_range", "a file that became shorter");
      }
      done += copied;
    }
  }

  static int flags(Descriptor open) throws SystemFailure {
    var scratch = Kernel.scratch();
    scratch.data.set(ValueLayout.JAVA_LONG, 0, 0);
    try {
      Kernel.call(LinuxCall.IOCTL, NOTHING, open.number(), GET_FLAGS, scratch.data.address());
    } catch (SystemFailure e) {
      if (e.is(Errno.ENOTTY, Errno.EOPNOTSUPP, Errno.ENOSYS, Errno.EINVAL)) {
        return 0;
      }
      throw e;
    }
    return scratch.data.get(ValueLayout.JAVA_INT, 0) & InodeFlags.KEPT;
  }

  static void setFlags(Descriptor open, int flags) throws SystemFailure {
    var scratch = Kernel.scratch();
    scratch.data.set(ValueLayout.JAVA_LONG, 0, 0);
    Kernel.call(LinuxCall.IOCTL, NOTHING, open.number(), GET_FLAGS, scratch.data.address());
    int others = scratch.data.get(ValueLayout.JAVA_INT, 0) & ~InodeFlags.KEPT;
    scratch.data.set(ValueLayout.JAVA_LONG, 0, Integer.toUnsignedLong(others | flags));
    Kernel.call(LinuxCall.IOCTL, NOTHING, open.number(), SET_FLAGS, scratch.data.address());
  }
}
