package dev.rollback.worker.spine;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.enums.v1.EventType;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.converter.RawValue;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// How a workflow ended that a caller without our classes started with JSON.
///
/// @param type the failure's, or "none"
/// @param told the failure's sentence, or the answer
record Ending(String type, String told) {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  static Ending of(Installation installation, String queue, String workflow, String... inputs)
      throws TimeoutException {
    String id = workflow + "-" + UUID.randomUUID();
    WorkflowStub stub =
        installation.client.newUntypedWorkflowStub(
            workflow,
            WorkflowOptions.newBuilder()
                .setTaskQueue(queue)
                .setWorkflowId(id)
                .setWorkflowExecutionTimeout(Duration.ofMinutes(5))
                .build());
    stub.start(Arrays.stream(inputs).map(Ending::json).toArray());
    try {
      JsonNode answer = stub.getResult(PATIENCE.toSeconds(), TimeUnit.SECONDS, JsonNode.class);
      requireNoRetriedTask(installation, id);
      return new Ending(
          answer.path("error_type").asText("none"), answer.path("error").asText(answer.toString()));
    } catch (WorkflowException e) {
      requireNoRetriedTask(installation, id);
      return e.getCause() instanceof ApplicationFailure failure
          ? new Ending(failure.getType(), failure.getOriginalMessage())
          : new Ending("" + e.getCause(), "" + e.getMessage());
    }
  }

  private static RawValue json(String text) {
    return new RawValue(
        Payload.newBuilder()
            .putMetadata("encoding", ByteString.copyFromUtf8("json/plain"))
            .setData(ByteString.copyFromUtf8(text))
            .build());
  }

  private static void requireNoRetriedTask(Installation installation, String workflowId) {
    boolean retried =
        installation.client.fetchHistory(workflowId).getEvents().stream()
            .anyMatch(event -> event.getEventType() == EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED);
    if (retried) {
      throw new AssertionError(workflowId + " failed a workflow task.");
    }
  }
}
