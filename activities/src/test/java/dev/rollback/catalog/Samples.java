package dev.rollback.catalog;

import dev.rollback.activity.SnapshotCompletion;
import dev.rollback.activity.SnapshotDraft;
import dev.rollback.contract.CapturedLayer;
import dev.rollback.contract.Changes;
import dev.rollback.contract.CreateSnapshotRequest;
import dev.rollback.contract.ExecutionResult;
import dev.rollback.contract.FileFacts;
import dev.rollback.contract.Loss;
import dev.rollback.contract.RollbackPlan;
import dev.rollback.contract.RollbackResult;
import dev.rollback.contract.RollbackStatus;
import dev.rollback.contract.SnapshotHandle;
import dev.rollback.contract.SnapshotMetadata;
import dev.rollback.contract.SnapshotSpec;
import dev.rollback.contract.VerificationResults;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Records to fill a catalogue with.
final class Samples {
  static final SnapshotSpec FILES = SnapshotSpec.Configuration.of("/etc/app/app.yml");

  private Samples() {}

  static SnapshotDraft draft(String id, String workflowId) {
    return draft(id, workflowId, 1_700_000_000, Map.of(), false, null);
  }

  static SnapshotDraft draft(
      String id,
      String workflowId,
      long createdAt,
      Map<String, String> labels,
      boolean hold,
      @Nullable String safetyFor) {
    return new SnapshotDraft(
        id,
        new CreateSnapshotRequest(
            id, FILES, "before the change", labels, hold, null, null, null, "ada"),
        createdAt,
        "digest of " + id,
        safetyFor,
        workflowId);
  }

  static SnapshotDraft anotherRequest(SnapshotDraft draft, String workflowId) {
    return new SnapshotDraft(
        draft.snapshotId(),
        CreateSnapshotRequest.of(draft.snapshotId(), SnapshotSpec.GitCommit.of("/srv/app")),
        draft.createdAt() + 1,
        "another digest",
        null,
        workflowId);
  }

  static SnapshotCompletion completion(String id) {
    return new SnapshotCompletion(id, List.of(layer(id, null, FILES, 10)), 42);
  }

  static CapturedLayer layer(
      String id, @Nullable String member, SnapshotSpec spec, long storedBytes) {
    var facts = new FileFacts("ab".repeat(32), 7, "0644", "root", "root", 1, "file");
    return new CapturedLayer(
        new SnapshotHandle(
            id,
            member,
            spec,
            1_700_000_000,
            "web1",
            "root of " + id,
            id,
            2 * storedBytes,
            storedBytes),
        new SnapshotMetadata.ConfigurationFiles(
            Map.of("/etc/app/app.yml", facts), 1, false, null, List.of()));
  }

  static RollbackResult rollback(
      String rollbackId, String snapshotId, RollbackStatus status, long startedAt) {
    return rollback(rollbackId, snapshotId, status, startedAt, null, null);
  }

  static RollbackResult rollback(
      String rollbackId,
      String snapshotId,
      RollbackStatus status,
      long startedAt,
      @Nullable String safetySnapshotId,
      @Nullable String error) {
    var changes = new Changes(1, 2, 3);
    return new RollbackResult(
        status,
        rollbackId,
        snapshotId,
        startedAt,
        status == RollbackStatus.RUNNING ? null : startedAt + 4,
        4,
        List.of(),
        new ExecutionResult(
            "success",
            "configuration_files",
            null,
            changes,
            List.of(),
            Map.of(
                "app",
                new ExecutionResult(
                    "success", null, null, changes, List.of("12 files equal"), null, null)),
            null),
        VerificationResults.SKIPPED,
        4000,
        12,
        new RollbackPlan(
            "plan",
            snapshotId,
            "f",
            changes,
            List.of(new Loss("modified_file", 2, List.of("/etc/app/app.yml"))),
            List.of(),
            List.of(),
            List.of()),
        safetySnapshotId,
        false,
        "ada",
        "bad release",
        "grace",
        "rollback/" + rollbackId,
        null,
        error);
  }
}
