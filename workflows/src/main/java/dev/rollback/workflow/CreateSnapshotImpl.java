package dev.rollback.workflow;

import dev.rollback.contract.CreateSnapshotRequest;
import dev.rollback.contract.RollbackException;
import dev.rollback.contract.SnapshotRecord;
import dev.rollback.contract.SnapshotSpec;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Workflow;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

final class CreateSnapshotImpl implements CreateSnapshot {

  @Override
  public SnapshotRecord createSnapshot(@Nullable CreateSnapshotRequest request) {
    CreateSnapshotRequest named = named(request);
    try {
      return SnapshotCapture.of(named).run().withStatus("success");
    } catch (TemporalFailure failure) {
      if (Outcomes.isCancel(failure)) {
        throw new CanceledFailure(
            "Snapshot %s was cancelled; nothing of it is kept.".formatted(named.snapshotId()));
      }
      RollbackException why = Failures.translate(failure);
      throw Failures.of(why, failed(named, why));
    }
  }

  private static CreateSnapshotRequest named(@Nullable CreateSnapshotRequest request) {
    try {
      CreateSnapshotRequest named = SnapshotNaming.named(Requests.required(request));
      Overlap.refuse(named);
      return named;
    } catch (RollbackException e) {
      throw Failures.of(e);
    }
  }

  private static SnapshotRecord failed(CreateSnapshotRequest request, RollbackException why) {
    SnapshotSpec config = request.config();
    return new SnapshotRecord(
        "failed",
        Objects.requireNonNull(request.snapshotId()),
        config,
        Workflow.getInfo().getRunStartedTimestampMillis() / 1000,
        null,
        0,
        0,
        Workflow.currentTimeMillis() - Workflow.getInfo().getRunStartedTimestampMillis(),
        request.description(),
        request.labels(),
        request.held(),
        request.expiresAt(),
        request.target(),
        null,
        request.requestedBy(),
        List.of(),
        SnapshotNaming.digest(request),
        null,
        Workflow.getInfo().getWorkflowId(),
        why.type().wireName(),
        why.sentence());
  }
}
