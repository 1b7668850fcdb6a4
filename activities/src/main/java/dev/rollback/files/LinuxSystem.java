package dev.rollback.files;

import dev.rollback.files.Kernel.Scratch;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/// Linux on x86_64 and aarch64. Metadata is set on descriptors, by `/proc/self/fd` where a call has
/// no such form; how paths are walked, [LinuxPaths] says.
final class LinuxSystem implements OperatingSystem {
  private static final byte[] NOTHING = {};
  private static final int CREATE_EXCLUSIVE = 0x40 | 0x80;
  private static final int READ_WRITE = 2;
  private static final int NON_BLOCKING = 0x800;
  private static final long CURRENT_DIRECTORY = -100;
  private static final long EMPTY_PATH = 0x1000;
  private static final long REMOVE_DIRECTORY = 0x200;
  private static final long NO_REPLACE = 1;
  private static final long EXCHANGE = 2;

  private final LinuxPaths paths;

  private LinuxSystem(boolean openat2) {
    this.paths = new LinuxPaths(this, openat2);
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
    return paths.open(directory);
  }

  @Override
  public Descriptor open(Descriptor directory, byte[] relative, Access access)
      throws SystemFailure {
    return paths.walk(
        directory,
        relative,
        switch (access) {
          case ENTRY -> LinuxPaths.PATH_ONLY | LinuxPaths.NO_FOLLOW;
          case DIRECTORY -> LinuxPaths.DIRECTORY | LinuxPaths.NO_FOLLOW;
          case CONTENT -> NON_BLOCKING | LinuxPaths.NO_FOLLOW;
          case UPDATE -> READ_WRITE | NON_BLOCKING | LinuxPaths.NO_FOLLOW;
        });
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
    return LinuxContents.read(file, LinuxContents.HERE, into, offset, length);
  }

  @Override
  public void write(Descriptor file, byte[] from, int offset, int length) throws SystemFailure {
    LinuxContents.write(file, LinuxContents.HERE, from, offset, length);
  }

  @Override
  public int readAt(Descriptor file, long position, byte[] into, int offset, int length)
      throws SystemFailure {
    return LinuxContents.read(file, position, into, offset, length);
  }

  @Override
  public void writeAt(Descriptor file, long position, byte[] from, int offset, int length)
      throws SystemFailure {
    LinuxContents.write(file, position, from, offset, length);
  }

  @Override
  public void resize(Descriptor file, long size) throws SystemFailure {
    LinuxContents.resize(file, size);
  }

  @Override
  public long nextData(Descriptor file, long position) throws SystemFailure {
    return LinuxContents.nextData(file, position);
  }

  @Override
  public long nextHole(Descriptor file, long position) throws SystemFailure {
    return LinuxContents.nextHole(file, position);
  }

  @Override
  public boolean shareBlocks(Descriptor from, Descriptor to) throws SystemFailure {
    return LinuxContents.shareBlocks(from, to);
  }

  @Override
  public void punch(Descriptor file, long position, long length) throws SystemFailure {
    LinuxContents.punch(file, position, length);
  }

  @Override
  public void copy(Descriptor from, Descriptor to, long position, long length)
      throws SystemFailure {
    LinuxContents.copy(from, to, position, length);
  }

  @Override
  public int flags(Descriptor open) throws SystemFailure {
    return LinuxContents.flags(open);
  }

  @Override
  public void setFlags(Descriptor open, int flags) throws SystemFailure {
    LinuxContents.setFlags(open, flags);
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
    return paths.openName(
        directory, name, CREATE_EXCLUSIVE | READ_WRITE | LinuxPaths.NO_FOLLOW, mode);
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
