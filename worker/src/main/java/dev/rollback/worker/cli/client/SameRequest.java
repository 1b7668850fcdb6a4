package dev.rollback.worker.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryRequest;
import io.temporal.common.converter.DataConverter;
import java.util.List;
import java.util.Optional;

/// Tells whether a run that was attached to was asked for the same as we ask.
///
/// Temporal attaches by id alone; without this a second operator's different request would be
/// answered with the first one's result. Who asks, and how long they would wait, makes no
/// difference.
final class SameRequest {
  private final Connection connection;

  SameRequest(Connection connection) {
    this.connection = connection;
  }

  /// @throws WorkFailed `type` when the run's request is another one
  void demand(WorkflowExecution execution, Object request, String type) {
    List<HistoryEvent> events =
        connection
            .stubs()
            .blockingStub()
            .getWorkflowExecutionHistory(
                GetWorkflowExecutionHistoryRequest.newBuilder()
                    .setNamespace(connection.namespace())
                    .setExecution(execution)
                    .setMaximumPageSize(1)
                    .build())
            .getHistory()
            .getEventsList();
    DataConverter converter = connection.client().getOptions().getDataConverter();
    Optional<Payloads> given =
        Optional.of(events.getFirst().getWorkflowExecutionStartedEventAttributes().getInput());
    if (!bare(given, converter).equals(bare(converter.toPayloads(request), converter))) {
      throw new WorkFailed(
          1,
          type,
          "Workflow %s has been started with another request (run %s)."
              .formatted(execution.getWorkflowId(), execution.getRunId()),
          "Choose another id, or wait for it to end.",
          null);
    }
  }

  private static JsonNode bare(Optional<Payloads> payloads, DataConverter converter) {
    JsonNode node = converter.fromPayloads(0, payloads, JsonNode.class, JsonNode.class);
    if (node instanceof ObjectNode object) {
      object.remove(List.of("requested_by", "timeout"));
    }
    return node;
  }
}
