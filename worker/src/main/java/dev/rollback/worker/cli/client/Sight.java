package dev.rollback.worker.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollback.contract.RollbackProgress;
import dev.rollback.worker.cli.client.Watch.Step;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.enums.v1.TaskQueueType;
import io.temporal.api.failure.v1.Failure;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.api.workflowservice.v1.DescribeTaskQueueRequest;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.TemporalFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Looks at a workflow that is under way, without disturbing it. Whatever cannot be seen just now
/// is left out: a look never fails the wait.
final class Sight {
  private final Connection connection;
  private final WorkflowStub workflow;
  private final String taskQueue;
  private final boolean answersProgress;

  Sight(Connection connection, WorkflowStub workflow, String taskQueue, boolean answersProgress) {
    this.connection = connection;
    this.workflow = workflow;
    this.taskQueue = taskQueue;
    this.answersProgress = answersProgress;
  }

  List<Step> steps() {
    var steps = new ArrayList<Step>();
    if (answersProgress) {
      steps.addAll(queried());
    }
    steps.addAll(activities());
    return steps;
  }

  private List<Step> queried() {
    try {
      RollbackProgress progress = workflow.query("progress", RollbackProgress.class);
      var steps = new ArrayList<Step>();
      steps.add(new Step("", progress.phase(), 0, 0));
      for (RollbackProgress.LayerProgress layer : progress.layers()) {
        steps.add(new Step(layer.name(), layer.phase(), layer.itemsDone(), layer.itemsTotal()));
      }
      return steps;
    } catch (WorkflowException | StatusRuntimeException _) {
      return List.of();
    }
  }

  private List<Step> activities() {
    try {
      return workflow.describe().getRawDescription().getPendingActivitiesList().stream()
          .map(this::step)
          .toList();
    } catch (WorkflowException | StatusRuntimeException _) {
      return List.of();
    }
  }

  private Step step(PendingActivityInfo activity) {
    String name = activity.getActivityType().getName();
    if (activity.getAttempt() > 1 && activity.hasLastFailure()) {
      String failure = told(activity.getLastFailure());
      return new Step(name, "attempt %d after: %s".formatted(activity.getAttempt(), failure), 0, 0);
    }
    JsonNode beat = heartbeat(activity);
    return new Step(
        name,
        beat.path("phase").asText("running"),
        beat.path("done").asLong(),
        beat.path("total").asLong());
  }

  /// A failure may be sealed, so the converter reads it.
  private String told(Failure failure) {
    try {
      RuntimeException read =
          connection.client().getOptions().getDataConverter().failureToException(failure);
      return read instanceof TemporalFailure known
          ? String.valueOf(known.getOriginalMessage())
          : String.valueOf(read.getMessage());
    } catch (RuntimeException _) {
      return failure.getMessage();
    }
  }

  private JsonNode heartbeat(PendingActivityInfo activity) {
    try {
      Optional<Payloads> details = Optional.of(activity.getHeartbeatDetails());
      JsonNode node =
          connection
              .client()
              .getOptions()
              .getDataConverter()
              .fromPayloads(0, details, JsonNode.class, JsonNode.class);
      return node == null ? com.fasterxml.jackson.databind.node.MissingNode.getInstance() : node;
    } catch (RuntimeException _) {
      return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
    }
  }

  /// Whether it is certain that no worker serves the queue; where Temporal does not tell, it is
  /// not.
  boolean nobodyWorks() {
    try {
      return connection
              .stubs()
              .blockingStub()
              .describeTaskQueue(
                  DescribeTaskQueueRequest.newBuilder()
                      .setNamespace(connection.namespace())
                      .setTaskQueue(TaskQueue.newBuilder().setName(taskQueue))
                      .setTaskQueueType(TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW)
                      .build())
              .getPollersCount()
          == 0;
    } catch (StatusRuntimeException _) {
      return false;
    }
  }
}
