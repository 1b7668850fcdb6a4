package dev.rollback.workflow;

import dev.rollback.contract.ApplyRetentionRequest;
import dev.rollback.contract.CreateSnapshotRequest;
import dev.rollback.contract.Retention;
import dev.rollback.contract.RetentionResult;
import dev.rollback.contract.ScheduledSnapshotRequest;
import dev.rollback.contract.ScheduledSnapshotResult;
import dev.rollback.contract.SnapshotRecord;
import io.temporal.workflow.Workflow;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

final class ScheduledSnapshotImpl implements ScheduledSnapshot {
  @Override
  public ScheduledSnapshotResult scheduledSnapshot(@Nullable ScheduledSnapshotRequest request) {
    return Answers.of(() -> run(Requests.required(request)));
  }

  private static ScheduledSnapshotResult run(ScheduledSnapshotRequest request) {
    CreateSnapshotRequest wanted = SnapshotNaming.named(labelled(request));
    String id = String.valueOf(wanted.snapshotId());
    SnapshotRecord snapshot =
        Workflow.newChildWorkflowStub(CreateSnapshot.class, Children.under("snapshot/" + id))
            .createSnapshot(wanted);
    Retention retention = request.retention();
    if (retention == null) {
      return new ScheduledSnapshotResult("success", snapshot, null);
    }
    RetentionResult result =
        Workflow.newChildWorkflowStub(ApplyRetention.class, Children.under("retention/" + id))
            .applyRetention(ofItsOwn(request, retention));
    return new ScheduledSnapshotResult(result.status(), snapshot, result);
  }

  private static CreateSnapshotRequest labelled(ScheduledSnapshotRequest request) {
    CreateSnapshotRequest asked = request.snapshot();
    Map<String, String> labels = new TreeMap<>(asked.labels());
    labels.put(ScheduledSnapshotRequest.LABEL, request.name());
    return new CreateSnapshotRequest(
        asked.snapshotId() == null ? request.name() : asked.snapshotId(),
        asked.config(),
        asked.description(),
        labels,
        asked.hold(),
        asked.expiresAt(),
        asked.timeout(),
        asked.target(),
        asked.requestedBy());
  }

  private static ApplyRetentionRequest ofItsOwn(
      ScheduledSnapshotRequest request, Retention retention) {
    return new ApplyRetentionRequest(
        retention,
        null,
        null,
        Map.of(ScheduledSnapshotRequest.LABEL, request.name()),
        null,
        null,
        request.snapshot().requestedBy(),
        "retention of schedule " + request.name());
  }
}
