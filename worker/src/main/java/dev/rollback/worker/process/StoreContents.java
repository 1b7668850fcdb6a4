package dev.rollback.worker.process;

import dev.rollback.contract.FailureType;
import dev.rollback.contract.FileFacts;
import dev.rollback.contract.RollbackException;
import dev.rollback.contract.SnapshotMetadata;
import dev.rollback.contract.SnapshotRecord;
import dev.rollback.store.ContentId;
import dev.rollback.store.SnapshotStore;
import dev.rollback.store.StoreException;
import dev.rollback.worker.SettingsReader;
import dev.rollback.worker.StoreSettings;
import dev.rollback.worker.cli.ContentPrinter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Prints what the store at hand holds of one file of a snapshot.
public final class StoreContents implements ContentPrinter {
  private final Map<String, String> environment;

  /// @param environment where `ROLLBACK_STORE` and `ROLLBACK_STORE_KEY` may say which store
  public StoreContents(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public void print(SnapshotRecord snapshot, String path, OutputStream out) throws IOException {
    ContentId content = content(snapshot, path);
    StoreSettings place = SettingsReader.store(environment);
    if (place.directory().isPresent() && !Files.isDirectory(place.directory().get())) {
      throw new RollbackException(
          FailureType.PATH_NOT_FOUND,
          "There is no store at %s: name it with ROLLBACK_STORE.".formatted(place));
    }
    try (SnapshotStore store = place.open();
        InputStream in = store.reader().open(content)) {
      in.transferTo(out);
    } catch (StoreException e) {
      throw new RollbackException(FailureType.SNAPSHOT_CORRUPT, String.valueOf(e.getMessage()), e);
    }
  }

  private static ContentId content(SnapshotRecord snapshot, String path) {
    SnapshotMetadata metadata = snapshot.metadata();
    FileFacts facts =
        Optional.ofNullable(metadata).stream()
            .flatMap(StoreContents::files)
            .map(files -> Optional.ofNullable(files.get(path)))
            .flatMap(Optional::stream)
            .findFirst()
            .orElseThrow(() -> refused(snapshot, path, "is not among the files that it names"));
    if (facts.sha256() == null) {
      throw refused(snapshot, path, "is a " + facts.kind() + " and has no content");
    }
    return ContentId.parse(facts.sha256());
  }

  private static Stream<Map<String, FileFacts>> files(SnapshotMetadata metadata) {
    return switch (metadata) {
      case SnapshotMetadata.GitCommit git -> Stream.of(git.files());
      case SnapshotMetadata.ConfigurationFiles configuration -> Stream.of(configuration.files());
      case SnapshotMetadata.FilesystemBackup _ -> Stream.empty();
      case SnapshotMetadata.Members set ->
          set.members().values().stream().flatMap(StoreContents::files);
    };
  }

  private static RollbackException refused(SnapshotRecord snapshot, String path, String why) {
    return new RollbackException(
        FailureType.PATH_NOT_FOUND,
        "Snapshot %s: %s %s. Its record (rollback show %s) names at most %d of its files."
            .formatted(
                snapshot.snapshotId(),
                path,
                why,
                snapshot.snapshotId(),
                SnapshotMetadata.MOST_FILES));
  }
}
