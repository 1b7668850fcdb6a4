package dev.rollback.workflow;

import dev.rollback.contract.DeleteSnapshotRequest;
import dev.rollback.contract.DeleteSnapshotResult;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/// Deletes a snapshot and all that only it keeps, pins included.
@WorkflowInterface
public interface DeleteSnapshot {
  @WorkflowMethod(name = "DeleteSnapshot")
  DeleteSnapshotResult deleteSnapshot(DeleteSnapshotRequest request);
}
