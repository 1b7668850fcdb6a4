package dev.rollback.workflow;

import dev.rollback.contract.ScheduledSnapshotRequest;
import dev.rollback.contract.ScheduledSnapshotResult;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/// What a Temporal Schedule starts: takes a snapshot, then applies retention to the schedule's own.
@WorkflowInterface
public interface ScheduledSnapshot {
  @WorkflowMethod(name = "ScheduledSnapshot")
  ScheduledSnapshotResult scheduledSnapshot(ScheduledSnapshotRequest request);
}
