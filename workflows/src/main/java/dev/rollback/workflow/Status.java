package dev.rollback.workflow;

import dev.rollback.contract.StatusReport;
import dev.rollback.contract.StatusRequest;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.jspecify.annotations.Nullable;

/// Tells what the installation is and can do.
@WorkflowInterface
public interface Status {
  @WorkflowMethod(name = "Status")
  StatusReport status(@Nullable StatusRequest request);
}
