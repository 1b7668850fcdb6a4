package dev.rollback.workflow;

import dev.rollback.contract.CreateSnapshotRequest;
import dev.rollback.contract.SnapshotRecord;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/// Captures one layer or a set. Workflow id `snapshot/<snapshot_id>`.
///
/// The same request again answers the existing snapshot; another request under the same id
/// fails with `SnapshotExists`. Whatever else goes wrong fails the workflow with a type of the
/// contract and the failed record as details; nothing of a failed capture is kept.
@WorkflowInterface
public interface CreateSnapshot {
  @WorkflowMethod(name = "CreateSnapshot")
  SnapshotRecord createSnapshot(CreateSnapshotRequest request);
}
