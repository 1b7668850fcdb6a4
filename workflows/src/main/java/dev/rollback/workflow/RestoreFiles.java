package dev.rollback.workflow;

import dev.rollback.contract.RestoreFilesRequest;
import dev.rollback.contract.RestoreFilesResult;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/// Lays a snapshot's files down in a directory beside the living ones, which it leaves alone.
@WorkflowInterface
public interface RestoreFiles {
  @WorkflowMethod(name = "RestoreFiles")
  RestoreFilesResult restoreFiles(RestoreFilesRequest request);
}
