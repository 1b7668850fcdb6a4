package dev.rollback.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;

/// Any system whose files Java tells by inode, by what `java.nio.file` offers: names, contents,
/// links, owners, modes and times. What that leaves out, [NioLimits] says.
final class NioSystem implements OperatingSystem {
  private final boolean secure;
  private final NioSync sync = new NioSync();
  private final NioUser user = new NioUser();
  private final int umask = Umask.ofThisProcess();
  private final NioHandles handles = new NioHandles();

  /// @param secure whether directories are held open where the platform can; else all goes by paths
  NioSystem(boolean secure) {
    this.secure = secure;
  }

  /// Whether Java tells a file's identity here, which no rollback can do without.
  static boolean isPossible() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("unix");
  }

  @Override
  public Descriptor open(RawPath directory) throws SystemFailure {
    Path path = NioNames.required(directory.bytes());
    return handles.add(
        this,
        NioCalls.call(
            "open", directory, () -> NioHandle.of(null, NioDirectory.open(path, secure))));
  }

  @Override
  public Descriptor open(Descriptor directory, byte[] relative, Access access)
      throws SystemFailure {
    NioHandle from = handles.of(directory);
    return handles.add(
        this,
        NioCalls.call("open", Names.shown(relative), () -> NioPaths.open(from, relative, access)));
  }

  @Override
  public void close(int descriptor) {
    NioHandle handle = handles.remove(descriptor);
    if (handle != null) {
      handle.close(sync);
    }
  }

  @Override
  public FileStatus status(Descriptor entry) throws SystemFailure {
    return NioCalls.call("status", "", handles.of(entry)::status);
  }

  @Override
  public FileStatus status(Descriptor directory, byte[] name) throws SystemFailure {
    NioDirectory in = handles.directory(directory);
    Optional<Path> path = NioNames.spelled(name);
    return NioCalls.call(
        "status",
        Names.shown(name),
        () -> path.isEmpty() ? NioStatus.unspelled(in.device()) : NioHandle.status(in, path.get()));
  }

  @Override
  public void rewind(Descriptor directory) {
    // Every listing begins with the first name.
  }

  @Override
  public List<byte[]> names(Descriptor directory) throws SystemFailure {
    NioDirectory in = handles.directory(directory);
    // Two names that cannot be spelled may get the same bytes.
    var names = new TreeSet<byte[]>(Arrays::compareUnsigned);
    NioCalls.call("list", in.path(), in::names).stream()
        .map(NioNames::bytes)
        .filter(Names::valid)
        .forEach(names::add);
    return new ArrayList<>(names);
  }

  @Override
  public byte[] linkTarget(Descriptor link) throws SystemFailure {
    NioHandle handle = handles.of(link);
    Path target =
        NioCalls.call(
            "readlink", handle.name(), () -> NioEntries.target(handle.place(), handle.name()));
    return NioNames.target(target)
        .orElseThrow(() -> new SystemFailure(Errno.EINVAL, "readlink", target.toString()));
  }

  @Override
  public int read(Descriptor file, byte[] into, int offset, int length) throws SystemFailure {
    FileChannel from = handles.channel(file);
    return NioCalls.call("read", "", () -> from.read(ByteBuffer.wrap(into, offset, length)));
  }

  @Override
  public int readAt(Descriptor file, long position, byte[] into, int offset, int length)
      throws SystemFailure {
    FileChannel from = handles.channel(file);
    return NioCalls.call(
        "read", "", () -> from.read(ByteBuffer.wrap(into, offset, length), position));
  }

  @Override
  public void write(Descriptor file, byte[] from, int offset, int length) throws SystemFailure {
    FileChannel to = handles.changing(file);
    NioCalls.run("write", "", () -> NioContents.write(to, from, offset, length));
  }

  @Override
  public void writeAt(Descriptor file, long position, byte[] from, int offset, int length)
      throws SystemFailure {
    FileChannel to = handles.changing(file);
    NioCalls.run("write", "", () -> NioContents.writeAt(to, position, from, offset, length));
  }

  @Override
  public void resize(Descriptor file, long size) throws SystemFailure {
    FileChannel of = handles.changing(file);
    NioCalls.run("resize", "", () -> NioContents.resize(of, size));
  }

  @Override
  public long nextData(Descriptor file, long position) throws SystemFailure {
    return position < size(file) ? position : -1;
  }

  @Override
  public long nextHole(Descriptor file, long position) throws SystemFailure {
    return size(file);
  }

  private long size(Descriptor file) throws SystemFailure {
    return NioCalls.call("size", "", handles.channel(file)::size);
  }

  @Override
  public boolean shareBlocks(Descriptor from, Descriptor to) {
    return false;
  }

  @Override
  public void punch(Descriptor file, long position, long length) throws SystemFailure {
    FileChannel of = handles.changing(file);
    NioCalls.run("write", "", () -> NioContents.clear(of, position, length));
  }

  @Override
  public void copy(Descriptor from, Descriptor to, long position, long length)
      throws SystemFailure {
    FileChannel source = handles.channel(from);
    FileChannel sink = handles.changing(to);
    NioCalls.run("copy", "", () -> NioContents.copy(source, sink, position, length));
  }

  @Override
  public int flags(Descriptor open) {
    return 0;
  }

  @Override
  public void setFlags(Descriptor open, int flags) throws SystemFailure {
    if (flags != 0) {
      throw new SystemFailure(Errno.EOPNOTSUPP, "flags", Integer.toHexString(flags));
    }
  }

  @Override
  public void sync(Descriptor file) throws SystemFailure {
    NioHandle handle = handles.of(file);
    if (handle.isDirectory()) {
      sync.now(handle.directory());
    } else {
      NioCalls.run("fsync", "", () -> handle.channel().force(true));
    }
  }

  @Override
  public void syncAll(Descriptor directory) throws SystemFailure {
    var _ = handles.directory(directory);
    sync.settle();
  }

  @Override
  public Descriptor createFile(Descriptor directory, byte[] name, int mode) throws SystemFailure {
    NioDirectory in = handles.directory(directory).shared();
    sync.changed(in);
    try {
      NioHandle made =
          NioCalls.call(
              "create",
              Names.shown(name),
              () -> NioFiles.made(in, NioNames.required(name), mode & ~umask));
      made.changes();
      return handles.add(this, made);
    } catch (SystemFailure e) {
      sync.closed(in);
      throw e;
    }
  }

  @FunctionalInterface
  private interface Making {
    void in(NioDirectory directory, Path name) throws IOException;
  }

  private void make(String what, Descriptor directory, byte[] name, Making making)
      throws SystemFailure {
    NioDirectory in = handles.directory(directory);
    Path path = NioNames.required(name);
    sync.changed(in);
    NioCalls.run(what, Names.shown(name), () -> making.in(in, path));
  }

  @Override
  public void createDirectory(Descriptor directory, byte[] name) throws SystemFailure {
    make("mkdir", directory, name, NioEntries::makeDirectory);
  }

  @Override
  public void createSymlink(Descriptor directory, byte[] name, byte[] target) throws SystemFailure {
    Path named = NioNames.required(target);
    make("symlink", directory, name, (in, path) -> NioEntries.makeLink(in, path, named));
  }

  @Override
  public void createNode(Descriptor directory, byte[] name, FileKind kind, int major, int minor)
      throws SystemFailure {
    throw new SystemFailure(Errno.EOPNOTSUPP, "mknod", Names.shown(name));
  }

  @Override
  public void createLink(Descriptor from, byte[] name, Descriptor to, byte[] newName)
      throws SystemFailure {
    NioDirectory start = handles.directory(from);
    List<byte[]> names = Names.split(name);
    Path last = NioNames.required(names.getLast());
    make(
        "link",
        to,
        newName,
        (in, path) -> {
          try (var holder = NioPaths.walk(start, names.subList(0, names.size() - 1))) {
            NioEntries.makeName(holder, last, in, path);
          }
        });
  }

  @Override
  public void remove(Descriptor directory, byte[] name, boolean isDirectory) throws SystemFailure {
    make("remove", directory, name, (in, path) -> in.remove(path, isDirectory));
  }

  @Override
  public void move(Descriptor from, byte[] name, Descriptor to, byte[] newName, Move move)
      throws SystemFailure {
    NioDirectory source = handles.directory(from);
    Path path = NioNames.required(name);
    sync.changed(source);
    make("rename", to, newName, (in, newPath) -> NioEntries.move(source, path, in, newPath, move));
  }

  @Override
  public void setOwner(Descriptor entry, int user, int group) throws SystemFailure {
    handles.change("chown", entry, handle -> NioMetadata.setOwner(handle, user, group));
  }

  @Override
  public void setMode(Descriptor entry, int mode) throws SystemFailure {
    handles.change("chmod", entry, handle -> NioMetadata.setMode(handle, mode));
  }

  @Override
  public void setModified(Descriptor entry, long seconds, int nanos) throws SystemFailure {
    Instant time = Instant.ofEpochSecond(seconds, nanos);
    handles.change("utimes", entry, handle -> NioMetadata.setModified(handle, time));
  }

  @Override
  public SortedMap<String, byte[]> attributes(Descriptor entry) throws SystemFailure {
    NioHandle handle = handles.of(entry);
    return NioCalls.call("attributes", "", () -> NioAttributes.all(handle));
  }

  @Override
  public void setAttribute(Descriptor entry, String name, byte[] value) throws SystemFailure {
    handles.change("attribute " + name, entry, handle -> NioAttributes.set(handle, name, value));
  }

  @Override
  public void removeAttribute(Descriptor entry, String name) throws SystemFailure {
    handles.change("attribute " + name, entry, handle -> NioAttributes.remove(handle, name));
  }

  @Override
  public Space space(Descriptor entry) throws SystemFailure {
    NioHandle handle = handles.of(entry);
    return NioCalls.call("space", "", () -> NioFiles.space(handle));
  }

  @Override
  public boolean writable(Descriptor directory) {
    try {
      Path path = handles.directory(directory).here();
      return Files.isWritable(path) && Files.isExecutable(path);
    } catch (SystemFailure _) {
      return false;
    }
  }

  @Override
  public boolean privileged() {
    return user.number() == 0;
  }

  @Override
  public int user() {
    return user.number();
  }

  @Override
  public int group() {
    return user.group();
  }

  @Override
  public Optional<String> leavesOut() {
    return Optional.of(NioLimits.SENTENCE);
  }

  @Override
  public Optional<String> hindrance(TreeEntry entry) {
    return NioLimits.hindrance(entry);
  }

  @Override
  public Optional<String> hindrance(Metadata metadata) {
    return NioLimits.hindrance(metadata);
  }
}
