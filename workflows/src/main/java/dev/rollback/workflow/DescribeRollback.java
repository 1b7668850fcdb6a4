package dev.rollback.workflow;

import dev.rollback.contract.DescribeRollbackRequest;
import dev.rollback.contract.RollbackResult;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/// Answers the whole result of one rollback, from the catalogue.
@WorkflowInterface
public interface DescribeRollback {
  @WorkflowMethod(name = "DescribeRollback")
  RollbackResult describeRollback(DescribeRollbackRequest request);
}
