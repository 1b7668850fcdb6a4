package dev.rollback.worker.cli.client;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowServiceException;
import io.temporal.client.WorkflowTargetOptions;
import io.temporal.common.WorkflowExecutionHistory;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Reads the histories of a workflow's runs, and of the workflows which those started, before
/// Temporal's retention deletes them.
final class Recordings {
  private static final int MOST_RUNS = 1000;

  private final Connection connection;

  Recordings(Connection connection) {
    this.connection = connection;
  }

  /// Empty where Temporal does not know the workflow.
  List<RecordedRun> of(String workflowId) {
    var waiting = new ArrayDeque<WorkflowExecution>(runs(workflowId));
    Set<WorkflowExecution> known = new LinkedHashSet<>(waiting);
    var recorded = new ArrayList<RecordedRun>();
    while (!waiting.isEmpty()) {
      WorkflowExecution execution = waiting.removeFirst();
      try {
        WorkflowExecutionHistory history =
            client().fetchHistory(execution.getWorkflowId(), execution.getRunId());
        recorded.add(recorded(execution, history));
        started(history).stream().filter(known::add).forEach(waiting::add);
      } catch (WorkflowNotFoundException | StatusRuntimeException e) {
        if (!isGone(e)) {
          throw e;
        }
      }
    }
    return recorded;
  }

  private RecordedRun recorded(WorkflowExecution execution, WorkflowExecutionHistory history) {
    WorkflowExecutionInfo info = info(execution);
    Long closedAt = info.hasCloseTime() ? info.getCloseTime().getSeconds() : null;
    return new RecordedRun(
        execution.getWorkflowId(),
        execution.getRunId(),
        info.getType().getName(),
        info.getStatus().name().replace("WORKFLOW_EXECUTION_STATUS_", ""),
        info.getStartTime().getSeconds(),
        closedAt,
        history.getEvents().size(),
        history.toJson(true));
  }

  private WorkflowExecutionInfo info(WorkflowExecution execution) {
    return client()
        .newUntypedWorkflowStub(
            WorkflowTargetOptions.newBuilder().setWorkflowExecution(execution).build())
        .describe()
        .getRawDescription()
        .getWorkflowExecutionInfo();
  }

  private static List<WorkflowExecution> started(WorkflowExecutionHistory history) {
    return history.getEvents().stream()
        .filter(event -> event.hasChildWorkflowExecutionStartedEventAttributes())
        .map(
            event -> event.getChildWorkflowExecutionStartedEventAttributes().getWorkflowExecution())
        .toList();
  }

  /// The newest run, which is always known, and those before it, where the server can list them.
  private Set<WorkflowExecution> runs(String workflowId) {
    var runs = new LinkedHashSet<WorkflowExecution>();
    try {
      runs.add(client().newUntypedWorkflowStub(workflowId).describe().getExecution());
      client()
          .listExecutions("WorkflowId = \"" + workflowId + "\"")
          .limit(MOST_RUNS)
          .forEach(each -> runs.add(each.getExecution()));
    } catch (WorkflowNotFoundException | WorkflowServiceException | StatusRuntimeException e) {
      if (!isGone(e) && !cannotList(e)) {
        throw e;
      }
    }
    return runs;
  }

  private WorkflowClient client() {
    return connection.client();
  }

  private static boolean isGone(RuntimeException e) {
    return e instanceof WorkflowNotFoundException || code(e) == Status.Code.NOT_FOUND;
  }

  private static boolean cannotList(RuntimeException e) {
    return code(e) == Status.Code.UNIMPLEMENTED;
  }

  private static Status.Code code(Throwable e) {
    Throwable cause = e instanceof StatusRuntimeException ? e : e.getCause();
    return cause instanceof StatusRuntimeException status
        ? status.getStatus().getCode()
        : Status.Code.OK;
  }
}
