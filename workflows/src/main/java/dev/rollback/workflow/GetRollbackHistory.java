package dev.rollback.workflow;

import dev.rollback.contract.RollbackHistory;
import dev.rollback.contract.RollbackHistoryRequest;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.jspecify.annotations.Nullable;

/// Lists past and present rollbacks, newest first.
@WorkflowInterface
public interface GetRollbackHistory {
  @WorkflowMethod(name = "GetRollbackHistory")
  RollbackHistory rollbackHistory(@Nullable RollbackHistoryRequest request);
}
