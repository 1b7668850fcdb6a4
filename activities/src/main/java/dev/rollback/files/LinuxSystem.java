package dev.rollback.files;

import dev.rollback.files.Kernel.Scratch;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;

/// Linux on x86_64 and aarch64.
///
/// Paths are walked by `openat2` with `RESOLVE_BENEATH` and `RESOLVE_NO_SYMLINKS`; where the kernel
/// or a sandbox lacks it, name by name with `O_NOFOLLOW`. Metadata is set on descriptors, by
/// `/proc/self/fd` where a call has no such form.
final class LinuxSystem implements OperatingSystem {
  private static final byte[] NOTHING = {};
  private static final int CREATE_EXCLUSIVE = 0x40 | 0x80;
  private static final int READ_WRITE = 2;
  private static final int KEEP_SIZE = 1;
  private static final int PUNCH_HOLE = 2;
  private static final int SEEK_DATA = 3;
  private static final int SEEK_HOLE = 4;
  private static final long SHARE_BLOCKS = 0x40049409L;
  private static final long GET_FLAGS = 0x80086601L;
  private static final long SET_FLAGS = 0x40086602L;
  private static final int NON_BLOCKING = 0x800;
  private static final int CLOSE_ON_EXEC = 0x80000;
  private static final int PATH_ONLY = 0x200000;
  private static final int DIRECTORY = Kernel.ARM ? 0x4000 : 0x10000;
  private static final int NO_FOLLOW = Kernel.ARM ? 0x8000 : 0x20000;
  private static final long RESOLVE_NO_SYMLINKS = 0x04;
  private static final long RESOLVE_BENEATH = 0x08;
  private static final long CURRENT_DIRECTORY = -100;
  private static final long EMPTY_PATH = 0x1000;
  private static final long REMOVE_DIRECTORY = 0x200;
  private static final long NO_REPLACE = 1;
  private static final long EXCHANGE = 2;
  private static final int MOST_RACES = 64;

  /// The kernel takes no longer path at once.
  private static final int LONGEST_PATH = 4000;

  private final boolean openat2;

  private LinuxSystem(boolean openat2) {
    this.openat2 = openat2;
  }

  /// The system as this kernel has it.
  static LinuxSystem detected() {
    var whole = new LinuxSystem(true);
    try (var root = whole.open(RawPath.ROOT)) {
      whole.open(root, new byte[] {'.'}, Access.ENTRY).close();
      return whole;
    } catch (SystemFailure e) {
      return withoutOpenat2();
    }
  }

  /// The system as an old kernel, or a sandbox that hides `openat2`, has it.
  static LinuxSystem withoutOpenat2() {
    return new LinuxSystem(false);
  }

  @Override
  public Descriptor open(RawPath directory) throws SystemFailure {
    int flags = PATH_ONLY | DIRECTORY | CLOSE_ON_EXEC;
    long root =
        Kernel.call(
            LinuxCall.OPENAT,
            NOTHING,
            CURRENT_DIRECTORY,
            Kernel.scratch().first(RawPath.ROOT.bytes()),
            flags);
    var opened = new Descriptor(this, (int) root, true);
    if (directory.equals(RawPath.ROOT)) {
      return opened;
    }
    try (opened) {
      return walk(opened, directory.beneath(RawPath.ROOT), PATH_ONLY | DIRECTORY | NO_FOLLOW);
    }
  }

  @Override
  public Descriptor open(Descriptor directory, byte[] relative, Access access)
      throws SystemFailure {
    return walk(
        directory,
        relative,
        switch (access) {
          case ENTRY -> PATH_ONLY | NO_FOLLOW;
          case DIRECTORY -> DIRECTORY | NO_FOLLOW;
          case CONTENT -> NON_BLOCKING | NO_FOLLOW;
          case UPDATE -> READ_WRITE | NON_BLOCKING | NO_FOLLOW;
        });
  }

  private Descriptor walk(Descriptor directory, byte[] relative, int flags) throws SystemFailure {
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
        return new Descriptor(this, (int) answer, (flags & PATH_ONLY) != 0);
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
      if (e.is(Errno.ENOTDIR) && status(directory, name).kind() == FileKind.SYMLINK) {
        throw new SystemFailure(Errno.ELOOP, "openat", Names.shown(name));
      }
      throw e;
    }
  }

  private Descriptor openName(Descriptor directory, byte[] name, int flags, int mode)
      throws SystemFailure {
    long answer =
        Kernel.call(
            LinuxCall.OPENAT,
            name,
            directory.number(),
            Kernel.scratch().first(name),
            flags | CLOSE_ON_EXEC,
            mode);
    return new Descriptor(this, (int) answer, (flags & PATH_ONLY) != 0);
  }

  @Override
  public void close(int descriptor) {
    try {
      Kernel.call(LinuxCall.CLOSE, NOTHING, descriptor);
    } catch (SystemFailure e) {
      // The descriptor is gone whatever close answers; what must be durable was synced before.
      return;
    }
  }

  @Override
  public FileStatus status(Descriptor entry) throws SystemFailure {
    return LinuxStatus.of(entry, NOTHING);
  }

  @Override
  public FileStatus status(Descriptor directory, byte[] name) throws SystemFailure {
    return LinuxStatus.of(directory, name);
  }

  @Override
  public void rewind(Descriptor directory) throws SystemFailure {
    Kernel.call(LinuxCall.LSEEK, NOTHING, directory.number(), 0, 0);
  }

  @Override
  public List<byte[]> names(Descriptor directory) throws SystemFailure {
    var names = new ArrayList<byte[]>();
    var scratch = Kernel.scratch();
    while (true) {
      long filled =
          Kernel.call(
              LinuxCall.GETDENTS64,
              NOTHING,
              directory.number(),
              scratch.data.address(),
              Scratch.DATA_BYTES);
      if (filled == 0) {
        return names;
      }
      for (int at = 0; at < filled; ) {
        int length =
            Short.toUnsignedInt(scratch.data.get(ValueLayout.JAVA_SHORT_UNALIGNED, at + 16L));
        int end = at + 19;
        while (scratch.data.get(ValueLayout.JAVA_BYTE, end) != 0) {
          end++;
        }
        byte[] name = scratch.taken(at + 19, end - at - 19);
        if (Names.valid(name)) {
          names.add(name);
        }
        at += length;
      }
    }
  }

  @Override
  public byte[] linkTarget(Descriptor link) throws SystemFailure {
    var scratch = Kernel.scratch();
    long length =
        Kernel.call(
            LinuxCall.READLINKAT,
            NOTHING,
            link.number(),
            scratch.first(NOTHING),
            scratch.data.address(),
            Scratch.DATA_BYTES);
    return scratch.taken(0, (int) length);
  }

  @Override
  public int read(Descriptor file, byte[] into, int offset, int length) throws SystemFailure {
    var scratch = Kernel.scratch();
    long count =
        Kernel.call(
            LinuxCall.READ,
            NOTHING,
            file.number(),
            scratch.data.address(),
            Math.min(length, Scratch.DATA_BYTES));
    MemorySegment.copy(scratch.data, ValueLayout.JAVA_BYTE, 0, into, offset, (int) count);
    return count == 0 && length > 0 ? -1 : (int) count;
  }

  @Override
  public void write(Descriptor file, byte[] from, int offset, int length) throws SystemFailure {
    var scratch = Kernel.scratch();
    int done = 0;
    while (done < length) {
      int part = Math.min(length - done, Scratch.DATA_BYTES);
      MemorySegment.copy(from, offset + done, scratch.data, ValueLayout.JAVA_BYTE, 0, part);
      done +=
          (int) Kernel.call(LinuxCall.WRITE, NOTHING, file.number(), scratch.data.address(), part);
    }
  }

  @Override
  public int readAt(Descriptor file, long position, byte[] into, int offset, int length)
      throws SystemFailure {
    var scratch = Kernel.scratch();
    long count =
        Kernel.call(
            LinuxCall.PREAD64,
            NOTHING,
            file.number(),
            scratch.data.address(),
            Math.min(length, Scratch.DATA_BYTES),
            position);
    MemorySegment.copy(scratch.data, ValueLayout.JAVA_BYTE, 0, into, offset, (int) count);
    return count == 0 && length > 0 ? -1 : (int) count;
  }

  @Override
  public void writeAt(Descriptor file, long position, byte[] from, int offset, int length)
      throws SystemFailure {
    var scratch = Kernel.scratch();
    int done = 0;
    while (done < length) {
      int part = Math.min(length - done, Scratch.DATA_BYTES);
      MemorySegment.copy(from, offset + done, scratch.data, ValueLayout.JAVA_BYTE, 0, part);
      done +=
          (int)
              Kernel.call(
                  LinuxCall.PWRITE64,
                  NOTHING,
                  file.number(),
                  scratch.data.address(),
                  part,
                  position + done);
    }
  }

  @Override
  public void resize(Descriptor file, long size) throws SystemFailure {
    Kernel.call(LinuxCall.FTRUNCATE, NOTHING, file.number(), size);
  }

  @Override
  public long nextData(Descriptor file, long position) throws SystemFailure {
    try {
      return Kernel.call(LinuxCall.LSEEK, NOTHING, file.number(), position, SEEK_DATA);
    } catch (SystemFailure e) {
      if (e.is(Errno.ENXIO)) {
        return -1;
      }
      throw e;
    }
  }

  @Override
  public long nextHole(Descriptor file, long position) throws SystemFailure {
    return Kernel.call(LinuxCall.LSEEK, NOTHING, file.number(), position, SEEK_HOLE);
  }

  @Override
  public boolean shareBlocks(Descriptor from, Descriptor to) throws SystemFailure {
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

  @Override
  public void punch(Descriptor file, long position, long length) throws SystemFailure {
    try {
      Kernel.call(
          LinuxCall.FALLOCATE, NOTHING, file.number(), KEEP_SIZE | PUNCH_HOLE, position, length);
    } catch (SystemFailure e) {
      if (!e.is(Errno.EOPNOTSUPP, Errno.ENOSYS)) {
        throw e;
      }
      var zeros = new byte[Scratch.DATA_BYTES];
      for (long at = 0; at < length; at += zeros.length) {
        writeAt(file, position + at, zeros, 0, (int) Math.min(zeros.length, length - at));
      }
    }
  }

  @Override
  public void copy(Descriptor from, Descriptor to, long position, long length)
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

  @Override
  public int flags(Descriptor open) throws SystemFailure {
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

  @Override
  public void setFlags(Descriptor open, int flags) throws SystemFailure {
    var scratch = Kernel.scratch();
    scratch.data.set(ValueLayout.JAVA_LONG, 0, 0);
    Kernel.call(LinuxCall.IOCTL, NOTHING, open.number(), GET_FLAGS, scratch.data.address());
    int others = scratch.data.get(ValueLayout.JAVA_INT, 0) & ~InodeFlags.KEPT;
    scratch.data.set(ValueLayout.JAVA_LONG, 0, Integer.toUnsignedLong(others | flags));
    Kernel.call(LinuxCall.IOCTL, NOTHING, open.number(), SET_FLAGS, scratch.data.address());
  }

  @Override
  public void sync(Descriptor file) throws SystemFailure {
    Kernel.call(LinuxCall.FSYNC, NOTHING, file.number());
  }

  @Override
  public void syncAll(Descriptor directory) throws SystemFailure {
    Kernel.call(LinuxCall.SYNCFS, NOTHING, directory.number());
  }

  @Override
  public Descriptor createFile(Descriptor directory, byte[] name, int mode) throws SystemFailure {
    return openName(directory, name, CREATE_EXCLUSIVE | READ_WRITE | NO_FOLLOW, mode);
  }

  @Override
  public void createDirectory(Descriptor directory, byte[] name) throws SystemFailure {
    Kernel.call(LinuxCall.MKDIRAT, name, directory.number(), Kernel.scratch().first(name), 0700);
  }

  @Override
  public void createSymlink(Descriptor directory, byte[] name, byte[] target) throws SystemFailure {
    var scratch = Kernel.scratch();
    Kernel.call(
        LinuxCall.SYMLINKAT, name, scratch.first(target), directory.number(), scratch.second(name));
  }

  @Override
  public void createNode(Descriptor directory, byte[] name, FileKind kind, int major, int minor)
      throws SystemFailure {
    Kernel.call(
        LinuxCall.MKNODAT,
        name,
        directory.number(),
        Kernel.scratch().first(name),
        LinuxStatus.type(kind) | 0600,
        LinuxStatus.device(major, minor));
  }

  @Override
  public void createLink(Descriptor from, byte[] name, Descriptor to, byte[] newName)
      throws SystemFailure {
    var scratch = Kernel.scratch();
    Kernel.call(
        LinuxCall.LINKAT,
        newName,
        from.number(),
        scratch.first(name),
        to.number(),
        scratch.second(newName),
        0);
  }

  @Override
  public void remove(Descriptor directory, byte[] name, boolean isDirectory) throws SystemFailure {
    Kernel.call(
        LinuxCall.UNLINKAT,
        name,
        directory.number(),
        Kernel.scratch().first(name),
        isDirectory ? REMOVE_DIRECTORY : 0);
  }

  @Override
  public void move(Descriptor from, byte[] name, Descriptor to, byte[] newName, Move move)
      throws SystemFailure {
    var scratch = Kernel.scratch();
    Kernel.call(
        LinuxCall.RENAMEAT2,
        newName,
        from.number(),
        scratch.first(name),
        to.number(),
        scratch.second(newName),
        switch (move) {
          case KEEP -> NO_REPLACE;
          case EXCHANGE -> EXCHANGE;
          case REPLACE -> 0;
        });
  }

  @Override
  public void setOwner(Descriptor entry, int user, int group) throws SystemFailure {
    Kernel.call(
        LinuxCall.FCHOWNAT,
        NOTHING,
        entry.number(),
        Kernel.scratch().first(NOTHING),
        user,
        group,
        EMPTY_PATH);
  }

  @Override
  public void setMode(Descriptor entry, int mode) throws SystemFailure {
    if (!entry.bare()) {
      Kernel.call(LinuxCall.FCHMOD, NOTHING, entry.number(), mode);
      return;
    }
    byte[] path = LinuxAttributes.path(entry);
    Kernel.call(LinuxCall.FCHMODAT, path, CURRENT_DIRECTORY, Kernel.scratch().first(path), mode);
  }

  @Override
  public void setModified(Descriptor entry, long seconds, int nanos) throws SystemFailure {
    var scratch = Kernel.scratch();
    long omitted = 0x3ffffffe;
    scratch.data.set(ValueLayout.JAVA_LONG, 0, 0);
    scratch.data.set(ValueLayout.JAVA_LONG, 8, omitted);
    scratch.data.set(ValueLayout.JAVA_LONG, 16, seconds);
    scratch.data.set(ValueLayout.JAVA_LONG, 24, nanos);
    Kernel.call(
        LinuxCall.UTIMENSAT,
        NOTHING,
        entry.number(),
        scratch.first(NOTHING),
        scratch.data.address(),
        EMPTY_PATH);
  }

  @Override
  public SortedMap<String, byte[]> attributes(Descriptor entry) throws SystemFailure {
    return LinuxAttributes.all(entry);
  }

  @Override
  public void setAttribute(Descriptor entry, String name, byte[] value) throws SystemFailure {
    LinuxAttributes.set(entry, name, value);
  }

  @Override
  public void removeAttribute(Descriptor entry, String name) throws SystemFailure {
    LinuxAttributes.remove(entry, name);
  }

  @Override
  public Space space(Descriptor entry) throws SystemFailure {
    var scratch = Kernel.scratch();
    Kernel.call(LinuxCall.FSTATFS, NOTHING, entry.number(), scratch.data.address());
    long block = scratch.data.get(ValueLayout.JAVA_LONG, 72);
    long size = scratch.data.get(ValueLayout.JAVA_LONG, 8);
    long free = scratch.data.get(ValueLayout.JAVA_LONG, privileged() ? 24 : 32);
    boolean readOnly = (scratch.data.get(ValueLayout.JAVA_LONG, 80) & 1) != 0;
    long unit = block > 0 ? block : size;
    long entries = scratch.data.get(ValueLayout.JAVA_LONG, 40);
    long freeEntries = entries == 0 ? Long.MAX_VALUE : scratch.data.get(ValueLayout.JAVA_LONG, 48);
    return new Space(Math.multiplyExact(free, unit), unit, freeEntries, readOnly);
  }

  @Override
  public boolean writable(Descriptor directory) {
    try {
      long writeAndSearch = 2 | 1;
      long effective = 0x200;
      Kernel.call(
          LinuxCall.FACCESSAT2,
          NOTHING,
          directory.number(),
          Kernel.scratch().first(NOTHING),
          writeAndSearch,
          effective | EMPTY_PATH);
      return true;
    } catch (SystemFailure e) {
      return !e.is(Errno.EACCES, Errno.EROFS, Errno.EPERM);
    }
  }

  @Override
  public boolean privileged() {
    return user() == 0;
  }

  @Override
  public int group() {
    try {
      return (int) Kernel.call(LinuxCall.GETEGID, NOTHING);
    } catch (SystemFailure impossible) {
      throw new IllegalStateException("getegid never fails.", impossible);
    }
  }

  @Override
  public int user() {
    try {
      return (int) Kernel.call(LinuxCall.GETEUID, NOTHING);
    } catch (SystemFailure impossible) {
      throw new IllegalStateException("geteuid never fails.", impossible);
    }
  }
}
