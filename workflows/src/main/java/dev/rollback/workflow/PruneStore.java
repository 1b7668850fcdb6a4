package dev.rollback.workflow;

import dev.rollback.contract.PruneStoreRequest;
import dev.rollback.contract.PruneStoreResult;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.jspecify.annotations.Nullable;

/// Takes out of the store what no snapshot keeps any more; safe beside running captures.
@WorkflowInterface
public interface PruneStore {
  @WorkflowMethod(name = "PruneStore")
  PruneStoreResult pruneStore(@Nullable PruneStoreRequest request);
}
