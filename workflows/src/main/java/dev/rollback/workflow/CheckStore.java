package dev.rollback.workflow;

import dev.rollback.contract.CheckStoreRequest;
import dev.rollback.contract.CheckStoreResult;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.jspecify.annotations.Nullable;

/// Checks that everything the snapshots need is in the store, and whole.
@WorkflowInterface
public interface CheckStore {
  @WorkflowMethod(name = "CheckStore")
  CheckStoreResult checkStore(@Nullable CheckStoreRequest request);
}
