package dev.rollback.worker.process;

import dev.rollback.contract.FailureType;
import dev.rollback.contract.RollbackException;
import dev.rollback.contract.SnapshotHandle;
import dev.rollback.contract.SnapshotRecord;
import dev.rollback.contract.SnapshotSpec;
import dev.rollback.files.AllowedRoots;
import dev.rollback.files.FileBrowser;
import dev.rollback.layer.FileRecords;
import dev.rollback.store.SnapshotStore;
import dev.rollback.store.StoreException;
import dev.rollback.worker.SettingsReader;
import dev.rollback.worker.StoreSettings;
import dev.rollback.worker.cli.ContentPrinter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Prints what the store at hand holds of one file of a snapshot.
public final class StoreContents implements ContentPrinter {
  private final Map<String, String> environment;

  /// @param environment where `ROLLBACK_STORE` and `ROLLBACK_STORE_KEY` may say which store
  public StoreContents(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public void print(SnapshotRecord snapshot, String path, OutputStream out) throws IOException {
    StoreSettings place = SettingsReader.store(environment);
    for (SnapshotHandle layer : snapshot.handles()) {
      if (printed(place, layer, path, out)) {
        return;
      }
    }
    throw refused(snapshot, path);
  }

  /// Whether the layer holds such a path; then it is printed.
  private static boolean printed(
      StoreSettings place, SnapshotHandle layer, String path, OutputStream out) throws IOException {
    return switch (layer.spec()) {
      case SnapshotSpec.FileSystem files ->
          ofTree(
              files.backupLocation() == null ? place : place.like(Path.of(files.backupLocation())),
              layer,
              path,
              out);
      case SnapshotSpec.Configuration _ -> ofTree(place, layer, path, out);
      case SnapshotSpec.GitCommit _, SnapshotSpec.Set _ -> false;
    };
  }

  private static boolean ofTree(
      StoreSettings place, SnapshotHandle layer, String path, OutputStream out) throws IOException {
    requireStore(place);
    try (SnapshotStore store = place.open()) {
      var browser =
          new FileBrowser(AllowedRoots.of(List.of(Path.of("").toAbsolutePath())), Set.of());
      try (InputStream in = browser.content(FileRecords.root(layer), store.reader(), path)) {
        in.transferTo(out);
        return true;
      }
    } catch (RollbackException e) {
      if (e.type() == FailureType.PATH_NOT_FOUND) {
        return false;
      }
      throw e;
    } catch (StoreException e) {
      throw new RollbackException(FailureType.SNAPSHOT_CORRUPT, String.valueOf(e.getMessage()), e);
    }
  }

  private static void requireStore(StoreSettings place) {
    if (place.directory().isPresent() && !Files.isDirectory(place.directory().get())) {
      throw new RollbackException(
          FailureType.PERMISSION_DENIED,
          "There is no store at %s: name it with ROLLBACK_STORE.".formatted(place));
    }
  }

  private static RollbackException refused(SnapshotRecord snapshot, String path) {
    return new RollbackException(
        FailureType.PATH_NOT_FOUND,
        "Snapshot %1$s holds no file %2$s with content of its own. `rollback show %1$s / -r` lists what it holds."
            .formatted(snapshot.snapshotId(), path));
  }
}
