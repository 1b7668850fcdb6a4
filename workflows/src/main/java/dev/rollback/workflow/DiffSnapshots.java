package dev.rollback.workflow;

import dev.rollback.contract.DiffSnapshotsRequest;
import dev.rollback.contract.SnapshotDiff;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/// Compares a snapshot of files with another, or with what is there now.
@WorkflowInterface
public interface DiffSnapshots {
  @WorkflowMethod(name = "DiffSnapshots")
  SnapshotDiff diffSnapshots(DiffSnapshotsRequest request);
}
