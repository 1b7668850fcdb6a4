package dev.rollback.workflow;

import dev.rollback.contract.CreateSnapshotRequest;
import dev.rollback.contract.RollbackResult;
import dev.rollback.contract.SnapshotSpec;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The snapshot that a rollback takes of what it is about to change: its undo.
final class SafetySnapshots {
  /// The step's name in a rollback's record.
  static final String ACTION = "safety_snapshot";

  private static final int LONGEST = 128;

  private SafetySnapshots() {}

  /// `<rollback_id>-before`, and a number where the rollback had to plan again.
  static String id(String rollbackId, int plan) {
    String suffix = plan == 1 ? "-before" : "-before-" + plan;
    if (rollbackId.length() + suffix.length() <= LONGEST) {
      return rollbackId + suffix;
    }
    String digest = SnapshotNaming.sha256(rollbackId).substring(0, 12);
    return rollbackId.substring(0, LONGEST - suffix.length() - digest.length() - 1)
        + "-"
        + digest
        + suffix;
  }

  static CreateSnapshotRequest request(
      String id,
      RollbackState state,
      SnapshotSpec spec,
      String host,
      @Nullable String requestedBy) {
    return new CreateSnapshotRequest(
        id,
        spec,
        "Before rollback %s to %s".formatted(state.rollbackId, state.snapshotId),
        Map.of("rollback_id", state.rollbackId),
        null,
        null,
        null,
        host,
        requestedBy);
  }

  /// Whether a rollback went without one, so that it may have changed something that nothing can
  /// undo.
  static boolean skipped(RollbackResult result) {
    return result.technicalDetails().stream()
        .anyMatch(
            each -> each.action().equals(ACTION) && "skipped".equals(each.result().get("status")));
  }
}
