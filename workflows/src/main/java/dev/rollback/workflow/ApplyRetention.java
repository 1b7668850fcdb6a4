package dev.rollback.workflow;

import dev.rollback.contract.ApplyRetentionRequest;
import dev.rollback.contract.RetentionResult;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/// Deletes the snapshots that a policy does not keep, or tells which those are.
///
/// Each is deleted as [DeleteSnapshot] does it. Cut off in between, it is repeated: what was being
/// deleted is deleted first.
@WorkflowInterface
public interface ApplyRetention {
  @WorkflowMethod(name = "ApplyRetention")
  RetentionResult applyRetention(ApplyRetentionRequest request);
}
