package dev.rollback.benchmarks;

import io.temporal.api.enums.v1.EventType;
import io.temporal.client.WorkflowClient;
import io.temporal.common.WorkflowExecutionHistory;

/// What a workflow left in Temporal.
///
/// @param bytes of all its events
record Histories(int events, long bytes, int activities) {

  static Histories of(WorkflowClient client, String workflowId) {
    WorkflowExecutionHistory history = client.fetchHistory(workflowId);
    int activities =
        (int)
            history.getEvents().stream()
                .filter(
                    event -> event.getEventType() == EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED)
                .count();
    return new Histories(
        history.getEvents().size(), history.getHistory().getSerializedSize(), activities);
  }
}
