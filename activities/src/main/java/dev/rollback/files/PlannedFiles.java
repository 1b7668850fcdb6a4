package dev.rollback.files;

import dev.rollback.store.NodeId;
import java.util.List;

/// What a rollback of files would do.
///
/// @param root the whole plan in the store
/// @param fingerprint of all that it would change, as that is now
/// @param modified how many files have another content than the snapshot's, which is lost
/// @param modifiedFiles the first of these
/// @param created how many files were created since and are removed
/// @param createdFiles the first of these
/// @param sample readable lines for the first changes
/// @param targets absolute paths that the rollback touches
public record PlannedFiles(
    NodeId root,
    String fingerprint,
    long create,
    long modify,
    long delete,
    long modified,
    List<String> modifiedFiles,
    long created,
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
