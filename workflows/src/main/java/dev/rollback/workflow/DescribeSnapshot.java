package dev.rollback.workflow;

import dev.rollback.contract.DescribeSnapshotRequest;
import dev.rollback.contract.SnapshotRecord;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/// Answers the whole record of one snapshot.
@WorkflowInterface
public interface DescribeSnapshot {
  @WorkflowMethod(name = "DescribeSnapshot")
  SnapshotRecord describeSnapshot(DescribeSnapshotRequest request);
}
