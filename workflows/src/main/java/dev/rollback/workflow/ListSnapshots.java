package dev.rollback.workflow;

import dev.rollback.contract.ListSnapshotsRequest;
import dev.rollback.contract.SnapshotList;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.jspecify.annotations.Nullable;

/// Lists the catalogue's snapshots, newest first.
@WorkflowInterface
public interface ListSnapshots {
  @WorkflowMethod(name = "ListSnapshots")
  SnapshotList listSnapshots(@Nullable ListSnapshotsRequest request);
}
