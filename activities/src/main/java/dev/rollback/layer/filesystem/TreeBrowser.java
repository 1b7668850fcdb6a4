package dev.rollback.layer.filesystem;

import dev.rollback.activity.RestoreFilesOrder;
import dev.rollback.contract.FailureType;
import dev.rollback.contract.FileChange;
import dev.rollback.contract.FileEntry;
import dev.rollback.contract.RestoreFilesRequest;
import dev.rollback.contract.RestoreFilesResult;
import dev.rollback.contract.RollbackException;
import dev.rollback.contract.SnapshotHandle;
import dev.rollback.contract.SnapshotSpec;
import dev.rollback.files.AllowedRoots;
import dev.rollback.files.CapturedFiles;
import dev.rollback.files.FileBrowser;
import dev.rollback.files.FileEngine;
import dev.rollback.layer.FileRecords;
import dev.rollback.layer.FileSystemBrowser;
import dev.rollback.layer.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Looks into snapshots of files, of trees and of configuration alike.
final class TreeBrowser implements FileSystemBrowser {
  private final SnapshotPlaces places;
  private final FileBrowser files;
  private final String host;

  TreeBrowser(AllowedRoots roots, SnapshotPlaces places, Set<Path> kept, String host) {
    this.places = places;
    this.files = new FileBrowser(roots, kept);
    this.host = host;
  }

  /// Where a snapshot's data are; a configuration's second copy is not asked.
  private static @Nullable String location(SnapshotHandle handle) {
    return switch (handle.spec()) {
      case SnapshotSpec.FileSystem spec -> spec.backupLocation();
      case SnapshotSpec.Configuration _ -> null;
      case SnapshotSpec.GitCommit _, SnapshotSpec.Set _ ->
          throw new RollbackException(
              FailureType.INVALID_REQUEST,
              "Snapshot %s holds no files of its own to look at. Name one of files."
                  .formatted(handle.displayName()));
    };
  }

  @Override
  public void entries(
      SnapshotHandle handle,
      @Nullable String path,
      boolean recursive,
      Consumer<FileEntry> entries,
      Progress progress) {
    var told = new long[1];
    places.at(
        location(handle),
        place -> {
          files.entries(
              FileRecords.root(handle),
              place.store().reader(),
              Optional.ofNullable(path),
              recursive,
              each -> {
                progress.report("reading", ++told[0], 0);
                entries.accept(entry(each));
              });
          return true;
        });
  }

  private static FileEntry entry(FileBrowser.Told told) {
    CapturedFiles.CapturedFile file = told.file();
    return new FileEntry(file.path(), FileRecords.facts(file), told.linkTarget().orElse(null));
  }

  @Override
  public void diff(
      SnapshotHandle from,
      @Nullable SnapshotHandle to,
      List<String> paths,
      Consumer<FileDifference> differences,
      Progress progress) {
    Consumer<FileBrowser.Difference> each = found -> differences.accept(difference(found));
    places.at(
        location(from),
        first -> {
          if (to == null) {
            FileRecords.requireHere(from, host, "Compare it");
            files.diffLive(
                FileRecords.root(from), first.store().reader(), paths, each, progress::report);
            return true;
          }
          return places.at(
              location(to),
              second -> {
                files.diff(
                    FileRecords.root(from),
                    FileRecords.root(to),
                    first.store().reader(),
                    second.store().reader(),
                    paths,
                    each);
                return true;
              });
        });
  }

  private static FileDifference difference(FileBrowser.Difference found) {
    long size = found.mark() == '-' ? found.sizeBefore() : found.sizeAfter();
    var change =
        new FileChange(String.valueOf(found.mark()), found.path(), found.kind().word(), size);
    return new FileDifference(change, found.sizeBefore(), found.sizeAfter());
  }

  @Override
  public void content(SnapshotHandle handle, String path, OutputStream out) throws IOException {
    try {
      places.at(
          location(handle),
          place -> {
            try (InputStream content =
                files.content(FileRecords.root(handle), place.store().reader(), path)) {
              return content.transferTo(out);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    } catch (UncheckedIOException e) {
      throw new IOException(e.getCause());
    }
  }

  @Override
  public RestoreFilesResult restoreTo(RestoreFilesOrder order, Progress progress) {
    SnapshotHandle handle = order.handle();
    RestoreFilesRequest request = order.request();
    places.remember(order.planId(), location(handle));
    return places.at(
        location(handle),
        place -> {
          var restored =
              place
                  .engine()
                  .restoreBeside(
                      new FileEngine.BesideRequest(
                          order.planId(),
                          FileRecords.root(handle),
                          request.paths(),
                          request.to(),
                          request.goesIntoExisting()),
                      place.store().reader(),
                      progress::report);
          return new RestoreFilesResult(
              "success",
              handle.snapshotId(),
              request.to(),
              restored.others(),
              restored.directories(),
              restored.bytes(),
              restored.notes());
        });
  }

  @Override
  public List<String> touchedBy(SnapshotHandle handle, Set<String> contents, int limit) {
    return places.at(
        location(handle),
        place ->
            files.touchedBy(FileRecords.root(handle), place.store().reader(), contents, limit));
  }
}
