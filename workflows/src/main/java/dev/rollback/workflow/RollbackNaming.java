package dev.rollback.workflow;

import dev.rollback.contract.ExecuteRollbackRequest;
import io.temporal.workflow.Workflow;
import java.util.regex.Pattern;

/// Which id a rollback gets.
final class RollbackNaming {
  private static final String WORKFLOW_PREFIX = "rollback/";
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,127}");

  private RollbackNaming() {}

  /// The request's own, else the workflow id's, else a new one: `rollback_<epoch
  /// seconds>_<random>`.
  static String id(ExecuteRollbackRequest request) {
    if (request.rollbackId() != null) {
      return request.rollbackId();
    }
    String workflowId = Workflow.getInfo().getWorkflowId();
    if (workflowId.startsWith(WORKFLOW_PREFIX)) {
      String id = workflowId.substring(WORKFLOW_PREFIX.length());
      if (ID.matcher(id).matches()) {
        return id;
      }
    }
    return "rollback_%d_%s"
        .formatted(
            Workflow.currentTimeMillis() / 1000, Workflow.randomUUID().toString().substring(0, 8));
  }
}
