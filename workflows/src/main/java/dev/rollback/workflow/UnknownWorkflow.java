package dev.rollback.workflow;

import dev.rollback.contract.FailureType;
import dev.rollback.contract.RollbackException;
import io.temporal.common.converter.EncodedValues;
import io.temporal.workflow.DynamicWorkflow;
import io.temporal.workflow.Workflow;

/// Answers a workflow type that nobody serves, instead of leaving its starter to wait for ever.
final class UnknownWorkflow implements DynamicWorkflow {
  @Override
  public Object execute(EncodedValues arguments) {
    throw Failures.of(
        new RollbackException(
            FailureType.INVALID_REQUEST,
            "Workflow type \"%s\" is not served here; use one of %s."
                .formatted(
                    Workflow.getInfo().getWorkflowType(), String.join(", ", Workflows.types()))));
  }
}
