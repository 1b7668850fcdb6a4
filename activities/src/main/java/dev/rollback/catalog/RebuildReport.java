package dev.rollback.catalog;

import java.util.List;

/// What a rebuild from sidecars came to.
///
/// @param sidecars how many there are
/// @param added ids that have a row now and had none before
/// @param same how many rows say what their sidecar says
/// @param different rows that stand although their sidecar says otherwise
/// @param damaged sidecars that were passed over
public record RebuildReport(
    int sidecars, List<String> added, int same, List<Finding> different, List<Finding> damaged) {
  public RebuildReport {
    added = List.copyOf(added);
    different = List.copyOf(different);
    damaged = List.copyOf(damaged);
  }

  /// @param why a sentence
  public record Finding(String snapshotId, String why) {}
}
