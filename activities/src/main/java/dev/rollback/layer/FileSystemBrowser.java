package dev.rollback.layer;

import dev.rollback.activity.RestoreFilesOrder;
import dev.rollback.contract.FileChange;
import dev.rollback.contract.FileEntry;
import dev.rollback.contract.RestoreFilesResult;
import dev.rollback.contract.SnapshotHandle;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Looks into snapshots of files without rolling anything back.
///
/// Takes handles of `file_system` and `configuration`; any other is refused with `InvalidRequest`.
/// Nothing but `live` and `restoreTo` needs the host that the files are of. Everything is told in
/// the order of paths, parents before what is in them, and as it is met: never held as a whole.
public interface FileSystemBrowser {

  /// Tells what a snapshot holds.
  ///
  /// @param path a directory, whose entries are told, or one entry, which is told itself; null for
  ///     the entries that were asked for. `PathNotFound` where the snapshot has no such path
  /// @param recursive whether everything beneath is told
  void entries(
      SnapshotHandle handle,
      @Nullable String path,
      boolean recursive,
      Consumer<FileEntry> entries,
      Progress progress);

  /// Tells what differs between two snapshots; what both have alike is passed over without being
  /// read.
  ///
  /// @param to what `from` is compared with; null for what is there now, within the scope of
  ///     `from` and its exclusions, believing equal size, times and inode
  /// @param paths only these and what is beneath them; empty for all
  void diff(
      SnapshotHandle from,
      @Nullable SnapshotHandle to,
      List<String> paths,
      Consumer<FileDifference> differences,
      Progress progress);

  /// Writes the content of one regular file. `PathNotFound` where the snapshot has no such path or
  /// it has no content.
  void content(SnapshotHandle handle, String path, OutputStream out) throws IOException;

  /// Lays files down beneath the order's `to`, whole paths and all metadata, and proves it. `to` is
  /// beneath an allowed root, made where it is absent, and refused (`InvalidRequest`) where it
  /// holds something and the request does not allow that. Repeating an order that was cut off
  /// completes it.
  RestoreFilesResult restoreTo(RestoreFilesOrder order, Progress progress);

  /// The paths that need one of some contents, at most `limit`.
  ///
  /// @param contents in hexadecimal: of contents, chunks or nodes
  /// @throws dev.rollback.contract.RollbackException `SnapshotCorrupt` where the list of files
  ///     itself cannot be read
  List<String> touchedBy(SnapshotHandle handle, Set<String> contents, int limit);

  /// One difference.
  ///
  /// @param change the mark, the path and the kind; `size` is of the other side where both have it
  /// @param sizeBefore in bytes, of the first side; 0 where it has no such file
  /// @param sizeAfter in bytes, of the other side; 0 where it has no such file
  record FileDifference(FileChange change, long sizeBefore, long sizeAfter) {}
}
