package dev.rollback.catalog;

import dev.rollback.contract.ExecutionResult;
import dev.rollback.contract.RollbackPlan;
import dev.rollback.contract.RollbackResult;
import dev.rollback.contract.RollbackSummary;
import dev.rollback.contract.SnapshotMetadata;
import dev.rollback.contract.SnapshotRecord;
import dev.rollback.contract.SnapshotSummary;
import java.util.ArrayList;
import java.util.List;

/// What lists show of a record.
final class Summaries {
  private Summaries() {}

  static SnapshotSummary of(SnapshotRecord snapshot) {
    return new SnapshotSummary(
        snapshot.snapshotId(),
        snapshot.config().type(),
        snapshot.status(),
        snapshot.createdAt(),
        Subjects.of(snapshot.config()),
        snapshot.sizeBytes(),
        snapshot.storedBytes(),
        snapshot.description(),
        snapshot.labels(),
        snapshot.hold(),
        snapshot.expiresAt(),
        snapshot.host(),
        snapshot.safetyFor(),
        SnapshotMetadata.degraded(snapshot.metadata()));
  }

  static RollbackSummary of(RollbackResult result) {
    RollbackPlan plan = result.plan();
    return new RollbackSummary(
        result.rollbackId(),
        result.snapshotId(),
        result.status(),
        result.startedAt(),
        result.completedAt(),
        result.duration(),
        result.technicalDetails(),
        result.verificationResults(),
        plan == null ? result.executionResult().changes() : plan.changes(),
        plan == null ? List.of() : plan.losses(),
        proof(result.executionResult()),
        result.safetySnapshotId(),
        result.reverted(),
        result.requestedBy(),
        result.reason(),
        result.approvedBy(),
        result.workflowId(),
        result.errorType(),
        result.error());
  }

  /// The proof of the whole, then that of each member under its name.
  private static List<String> proof(ExecutionResult execution) {
    var proof = new ArrayList<>(execution.proof());
    if (execution.members() != null) {
      execution
          .members()
          .forEach((name, member) -> member.proof().forEach(line -> proof.add(name + ": " + line)));
    }
    return List.copyOf(proof);
  }
}
