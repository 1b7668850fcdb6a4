package dev.rollback.layer.configuration;

import dev.rollback.contract.FileFacts;
import dev.rollback.contract.SnapshotMetadata;
import dev.rollback.files.CapturedFiles;
import dev.rollback.files.FileKind;
import dev.rollback.store.ContentId;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/// What a snapshot shows of the files that it captured.
final class ConfigurationMetadata {
  private ConfigurationMetadata() {}

  static SnapshotMetadata.ConfigurationFiles of(
      CapturedFiles captured, @Nullable String member, @Nullable String backupLocation) {
    int most = SnapshotMetadata.mostFiles(member);
    var named = new LinkedHashMap<String, FileFacts>();
    captured.files().stream().limit(most).forEach(file -> named.put(file.path(), facts(file)));
    return new SnapshotMetadata.ConfigurationFiles(
        named,
        captured.files().size(),
        named.size() < captured.files().size(),
        backupLocation,
        captured.notes().stream().limit(most).toList());
  }

  private static FileFacts facts(CapturedFiles.CapturedFile file) {
    boolean bare = file.kind() == FileKind.ABSENT || file.kind() == FileKind.MOUNT;
    return new FileFacts(
        file.content().map(ContentId::hex).orElse(null),
        file.size(),
        bare ? null : "%04o".formatted(file.mode()),
        bare ? null : file.owner(),
        bare ? null : file.group(),
        file.modifiedSeconds(),
        file.kind().word());
  }
}
