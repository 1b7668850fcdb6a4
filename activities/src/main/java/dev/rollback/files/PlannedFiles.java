package dev.rollback.files;

import dev.rollback.store.ContentId;
import java.util.List;

/// What a rollback of files would do.
///
/// @param root the whole plan in the store
/// @param fingerprint of all that is there now
/// @param modifiedFiles files whose content is other than the snapshot's, and is lost
/// @param createdFiles files that were created since, and are removed
/// @param sample one readable line for each change
/// @param targets absolute paths that the rollback touches
public record PlannedFiles(
    ContentId root,
    String fingerprint,
    long create,
    long modify,
    long delete,
    List<String> modifiedFiles,
    List<String> createdFiles,
    List<String> sample,
    List<String> warnings,
    List<String> targets) {
  public PlannedFiles {
    modifiedFiles = List.copyOf(modifiedFiles);
    createdFiles = List.copyOf(createdFiles);
    sample = List.copyOf(sample);
    warnings = List.copyOf(warnings);
    targets = List.copyOf(targets);
  }
}
