package dev.rollback.worker.cli.client;

import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowTargetOptions;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;

/// Starts workflows, or attaches to those that are there already.
final class Starter {
  private static final Duration READING = Duration.ofMinutes(2);

  private final Connection connection;
  private final String taskQueue;
  private final Watch watch;

  Starter(Connection connection, String taskQueue, Watch watch) {
    this.connection = connection;
    this.taskQueue = taskQueue;
    this.watch = watch;
  }

  /// Under an id of the contract that may run again once it has ended: the workflow itself knows
  /// what a repetition means.
  WorkflowOptions repeatable(String workflowId, String summary) {
    return named(workflowId, summary)
        .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
        .validateBuildWithDefaults();
  }

  /// Under an id that names one deed: it runs once, and asking again gets its result.
  WorkflowOptions once(String workflowId, String summary) {
    return named(workflowId, summary)
        .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE)
        .validateBuildWithDefaults();
  }

  /// Under an id of its own.
  WorkflowOptions fresh(String kind, String summary) {
    return named(kind + "/" + UUID.randomUUID(), summary).validateBuildWithDefaults();
  }

  /// For what only reads: gone after two minutes, whether a worker came or not.
  WorkflowOptions brief(String kind) {
    return named("read/" + kind + "/" + UUID.randomUUID(), "Asked by the command line")
        .setWorkflowExecutionTimeout(READING)
        .validateBuildWithDefaults();
  }

  private WorkflowOptions.Builder named(String workflowId, String summary) {
    return WorkflowOptions.newBuilder()
        .setWorkflowId(workflowId)
        .setTaskQueue(taskQueue)
        .setStaticSummary(summary)
        .setWorkflowIdConflictPolicy(
            WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING);
  }

  <R> Work<R> start(Object stub, Supplier<WorkflowExecution> start, Class<R> resultType) {
    return followed(WorkflowStub.fromTyped(stub), begun(stub, start), resultType, false);
  }

  <R> Work<R> read(Object stub, Supplier<WorkflowExecution> start, Class<R> resultType) {
    return followed(WorkflowStub.fromTyped(stub), begun(stub, start), resultType, true);
  }

  /// @param conflict the failure type where the id belongs to another request
  <R> Work<R> attach(
      Object stub,
      Supplier<WorkflowExecution> start,
      Class<R> resultType,
      Object request,
      String conflict) {
    WorkflowExecution execution = begun(stub, start);
    try {
      new SameRequest(connection).demand(execution, request, conflict);
    } catch (RuntimeException e) {
      throw Failures.read(e, execution.getWorkflowId(), null);
    }
    return followed(stubOf(execution), execution, resultType, false);
  }

  <R> Work<R> existing(String workflowId, Class<R> resultType) {
    WorkflowStub stub = connection.client().newUntypedWorkflowStub(workflowId);
    try {
      return followed(stub, stub.describe().getExecution(), resultType, false);
    } catch (RuntimeException e) {
      throw Failures.read(e, workflowId, null);
    }
  }

  private static WorkflowExecution begun(Object stub, Supplier<WorkflowExecution> start) {
    try {
      return start.get();
    } catch (WorkflowExecutionAlreadyStarted there) {
      return there.getExecution();
    } catch (RuntimeException e) {
      String id = WorkflowStub.fromTyped(stub).getOptions().orElseThrow().getWorkflowId();
      throw Failures.read(e, String.valueOf(id), null);
    }
  }

  private WorkflowStub stubOf(WorkflowExecution execution) {
    return connection
        .client()
        .newUntypedWorkflowStub(
            WorkflowTargetOptions.newBuilder().setWorkflowExecution(execution).build());
  }

  private <R> Work<R> followed(
      WorkflowStub workflow,
      WorkflowExecution execution,
      Class<R> resultType,
      boolean needsWorkerNow) {
    boolean answersProgress = execution.getWorkflowId().startsWith("rollback/");
    Sight sight = new Sight(connection, workflow, taskQueue, answersProgress);
    return new FollowedWork<>(
        workflow, execution, resultType, sight, watch, taskQueue, needsWorkerNow);
  }
}
