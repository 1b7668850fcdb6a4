package dev.rollback.worker.cli.client;

import dev.rollback.contract.RollbackResult;
import dev.rollback.worker.cli.Exit;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowStub;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Waits for a workflow with a long poll, looking at it twice a second while somebody watches.
final class FollowedWork<R> implements Work<R> {
  private static final long LOOK_MILLIS = 500;
  private static final int LOOKS_BEFORE_ASKING_FOR_WORKERS = 10;

  private final WorkflowStub workflow;
  private final WorkflowExecution execution;
  private final Class<R> resultType;
  private final Sight sight;
  private final Watch watch;
  private final String taskQueue;
  private final boolean needsWorkerNow;

  /// @param needsWorkerNow whether to give up when no worker serves the queue: for what only reads
  FollowedWork(
      WorkflowStub workflow,
      WorkflowExecution execution,
      Class<R> resultType,
      Sight sight,
      Watch watch,
      String taskQueue,
      boolean needsWorkerNow) {
    this.workflow = workflow;
    this.execution = execution;
    this.resultType = resultType;
    this.sight = sight;
    this.watch = watch;
    this.taskQueue = taskQueue;
    this.needsWorkerNow = needsWorkerNow;
  }

  @Override
  public String workflowId() {
    return execution.getWorkflowId();
  }

  @Override
  public String runId() {
    return execution.getRunId();
  }

  @Override
  public R await() {
    if (!needsWorkerNow) {
      watch.begun(workflowId());
    }
    CompletableFuture<R> answer = workflow.getResultAsync(resultType);
    try {
      return follow(answer);
    } catch (ExecutionException e) {
      throw withResult(Failures.read(e, workflowId(), resultType));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw WorkFailed.refused(
          "Interrupted", "The wait for " + workflowId() + " was interrupted; the work goes on.");
    } finally {
      watch.ended();
    }
  }

  /// A cancelled workflow's failure carries nothing: what it put back is asked of it afterwards.
  private WorkFailed withResult(WorkFailed failed) {
    if (!failed.type().equals(Failures.CANCELLED) || resultType != RollbackResult.class) {
      return failed;
    }
    try {
      return Failures.cancelled(workflow.query("result", RollbackResult.class));
    } catch (WorkflowException | StatusRuntimeException _) {
      return failed;
    }
  }

  private R follow(CompletableFuture<R> answer) throws ExecutionException, InterruptedException {
    for (int looks = 1; ; looks++) {
      try {
        return answer.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException _) {
        look(looks);
      }
    }
  }

  private void look(int looks) {
    if (looks == LOOKS_BEFORE_ASKING_FOR_WORKERS && sight.nobodyWorks()) {
      String sentence = "No worker serves task queue " + taskQueue + ".";
      String advice = "Start one with `./rollback worker`, or all with `./rollback dev`.";
      if (needsWorkerNow) {
        throw new WorkFailed(Exit.FAILED, "NoWorker", sentence, advice, null);
      }
      watch.note(sentence + " The work waits for one. " + advice);
    } else if (watch.looks() && !needsWorkerNow) {
      watch.seen(sight.steps());
    }
  }
}
