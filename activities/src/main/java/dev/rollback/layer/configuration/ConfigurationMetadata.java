package dev.rollback.layer.configuration;

import dev.rollback.contract.FileFacts;
import dev.rollback.contract.SnapshotMetadata;
import dev.rollback.files.CapturedFiles;
import dev.rollback.layer.FileRecords;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a snapshot shows of the files that it captured.
final class ConfigurationMetadata {
  private ConfigurationMetadata() {}

  static SnapshotMetadata.ConfigurationFiles of(
      CapturedFiles captured,
      List<CapturedFiles.CapturedFile> files,
      @Nullable String member,
      @Nullable String backupLocation) {
    int most = SnapshotMetadata.mostFiles(member);
    int count = Math.toIntExact(captured.totals().entries());
    var named = new LinkedHashMap<String, FileFacts>();
    files.stream().limit(most).forEach(file -> named.put(file.path(), FileRecords.facts(file)));
    return new SnapshotMetadata.ConfigurationFiles(
        named,
        count,
        named.size() < count,
        backupLocation,
        captured.notes().stream().limit(most).toList());
  }
}
