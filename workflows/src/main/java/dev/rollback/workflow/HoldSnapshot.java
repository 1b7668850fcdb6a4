package dev.rollback.workflow;

import dev.rollback.contract.HoldSnapshotRequest;
import dev.rollback.contract.SnapshotRecord;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/// Keeps a snapshot whatever retention says, or lets go of that.
@WorkflowInterface
public interface HoldSnapshot {
  @WorkflowMethod(name = "HoldSnapshot")
  SnapshotRecord holdSnapshot(HoldSnapshotRequest request);
}
