package dev.rollback.files;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// All that the engine asks of the operating system. Names are raw bytes, everything goes by open
/// descriptors, and no call follows a symbolic link. What a system cannot put back, its status
/// calls [FileKind#UNCAPTURED].
///
/// Every method throws [SystemFailure] with what the kernel said.
interface OperatingSystem {
  /// How to open an entry.
  enum Access {
    /// A bare hold on the entry, whatever it is: for status, metadata and, for a directory, as the
    /// start of further steps.
    ENTRY,
    /// A directory, to be listed and synced.
    DIRECTORY,
    /// A regular file's content. Never waits, also where the entry turns out to be a FIFO.
    CONTENT,
    /// A regular file's content, to be read and written in place.
    UPDATE
  }

  /// What a move does with an entry that has the new name already.
  enum Move {
    /// Fails with `EEXIST`.
    KEEP,
    /// The two change places, in one step.
    EXCHANGE,
    /// The other is gone, in one step.
    REPLACE
  }

  /// Opens an absolute directory; refuses a link anywhere in its path with `ELOOP`.
  Descriptor open(RawPath directory) throws SystemFailure;

  /// Opens what `relative` names beneath `directory`: one or more names joined by `/`, or `.`. A
  /// link before the last name is refused with `ELOOP`, one as the last name too, unless
  /// [Access#ENTRY] holds it as the link that it is.
  Descriptor open(Descriptor directory, byte[] relative, Access access) throws SystemFailure;

  void close(int descriptor);

  FileStatus status(Descriptor entry) throws SystemFailure;

  FileStatus status(Descriptor directory, byte[] name) throws SystemFailure;

  /// Has the names of a directory listed from the first again.
  void rewind(Descriptor directory) throws SystemFailure;

  /// The names in a directory opened by [Access#DIRECTORY], without `.` and `..`, in no order.
  List<byte[]> names(Descriptor directory) throws SystemFailure;

  byte[] linkTarget(Descriptor link) throws SystemFailure;

  /// Bytes read, or -1 at the end.
  int read(Descriptor file, byte[] into, int offset, int length) throws SystemFailure;

  /// Bytes read from a place in the file, or -1 at its end.
  int readAt(Descriptor file, long position, byte[] into, int offset, int length)
      throws SystemFailure;

  void write(Descriptor file, byte[] from, int offset, int length) throws SystemFailure;

  void writeAt(Descriptor file, long position, byte[] from, int offset, int length)
      throws SystemFailure;

  /// Makes a file this long: what is added is a hole.
  void resize(Descriptor file, long size) throws SystemFailure;

  /// Where data begins at or behind `position`; -1 where only a hole is left.
  long nextData(Descriptor file, long position) throws SystemFailure;

  /// Where a hole begins at or behind `position`; the file's end counts as one.
  long nextHole(Descriptor file, long position) throws SystemFailure;

  /// Makes an empty file share all blocks of another.
  ///
  /// @return false where the file system cannot
  boolean shareBlocks(Descriptor from, Descriptor to) throws SystemFailure;

  /// Makes bytes of a file a hole; zeros where the file system has no holes.
  void punch(Descriptor file, long position, long length) throws SystemFailure;

  /// Copies bytes within the kernel.
  void copy(Descriptor from, Descriptor to, long position, long length) throws SystemFailure;

  /// The inode flags of an open file or directory, those that [InodeFlags] knows; 0 where the file
  /// system has none.
  int flags(Descriptor open) throws SystemFailure;

  /// Sets the inode flags that [InodeFlags] knows and leaves the others.
  void setFlags(Descriptor open, int flags) throws SystemFailure;

  /// Returns when the file or directory is on durable storage.
  void sync(Descriptor file) throws SystemFailure;

  /// Returns when all of the file system that the directory is on is on durable storage.
  void syncAll(Descriptor directory) throws SystemFailure;

  /// A new, empty file that only its owner can read; fails with `EEXIST`.
  default Descriptor createFile(Descriptor directory, byte[] name) throws SystemFailure {
    return createFile(directory, name, 0600);
  }

  /// A new, empty file of this mode less what the process's umask takes; fails with `EEXIST`.
  Descriptor createFile(Descriptor directory, byte[] name, int mode) throws SystemFailure;

  /// A new directory that only its owner can enter.
  void createDirectory(Descriptor directory, byte[] name) throws SystemFailure;

  void createSymlink(Descriptor directory, byte[] name, byte[] target) throws SystemFailure;

  /// A FIFO or a device.
  void createNode(Descriptor directory, byte[] name, FileKind kind, int major, int minor)
      throws SystemFailure;

  /// A second name for a file.
  void createLink(Descriptor from, byte[] name, Descriptor to, byte[] newName) throws SystemFailure;

  void remove(Descriptor directory, byte[] name, boolean isDirectory) throws SystemFailure;

  void move(Descriptor from, byte[] name, Descriptor to, byte[] newName, Move move)
      throws SystemFailure;

  void setOwner(Descriptor entry, int user, int group) throws SystemFailure;

  void setMode(Descriptor entry, int mode) throws SystemFailure;

  /// Sets the time of modification; leaves that of access.
  void setModified(Descriptor entry, long seconds, int nanos) throws SystemFailure;

  /// Extended attributes, among them POSIX ACLs and capabilities; empty where the file system has
  /// none.
  SortedMap<String, byte[]> attributes(Descriptor entry) throws SystemFailure;

  void setAttribute(Descriptor entry, String name, byte[] value) throws SystemFailure;

  void removeAttribute(Descriptor entry, String name) throws SystemFailure;

  /// Room on the file system that holds the entry.
  Space space(Descriptor entry) throws SystemFailure;

  /// Whether this process may create and remove names in the directory.
  boolean writable(Descriptor directory);

  /// Whether this process may give files away and set any metadata.
  boolean privileged();

  /// The user as whom this process acts.
  int user();

  /// The group that this process gives to what it makes.
  int group();

  /// What it does not capture, in a sentence for the notes of every snapshot; empty where it
  /// captures all that is recorded.
  default Optional<String> leavesOut() {
    return Optional.empty();
  }

  /// Why it cannot make an entry as it was captured, as the end of a sentence.
  default Optional<String> hindrance(TreeEntry entry) {
    return Optional.empty();
  }

  /// Why it cannot give an entry these metadata, as the end of a sentence.
  default Optional<String> hindrance(Metadata metadata) {
    return Optional.empty();
  }

  /// Room on a file system.
  ///
  /// @param freeBytes what this process may still write
  /// @param blockBytes what a file's length is rounded up to
  /// @param freeEntries how many files it still has room for
  record Space(long freeBytes, long blockBytes, long freeEntries, boolean readOnly) {}
}
