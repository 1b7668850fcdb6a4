package dev.rollback.workflow;

import dev.rollback.contract.FileList;
import dev.rollback.contract.ListFilesRequest;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/// Tells which files a snapshot holds.
@WorkflowInterface
public interface ListFiles {
  @WorkflowMethod(name = "ListFiles")
  FileList listFiles(ListFilesRequest request);
}
