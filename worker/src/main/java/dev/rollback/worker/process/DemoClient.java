package dev.rollback.worker.process;

import dev.rollback.contract.CreateSnapshotRequest;
import dev.rollback.contract.ExecuteRollbackRequest;
import dev.rollback.contract.GitOptions;
import dev.rollback.contract.RollbackHistory;
import dev.rollback.contract.RollbackHistoryRequest;
import dev.rollback.contract.RollbackResult;
import dev.rollback.contract.SnapshotRecord;
import dev.rollback.contract.SnapshotSpec;
import dev.rollback.contract.Validation;
import dev.rollback.contract.VerificationTest;
import dev.rollback.workflow.CreateSnapshot;
import dev.rollback.workflow.ExecuteRollback;
import dev.rollback.workflow.GetRollbackHistory;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowServiceException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Asks the worker for the demonstration's steps, as any client would: by starting workflows.
final class DemoClient {
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final String WHO = "demo";

  /// Files that the snapshot does not have are removed too, git's untracked ones among them.
  private static final GitOptions EXACT = new GitOptions(null, null, true, null, null, null);

  private final WorkflowClient client;
  private final String taskQueue;

  DemoClient(WorkflowClient client, String taskQueue) {
    this.client = client;
    this.taskQueue = taskQueue;
  }

  SnapshotRecord snapshot(String id, SnapshotSpec spec) {
    var request =
        new CreateSnapshotRequest(
            id, spec, "Before release 2.0", Map.of(), null, null, null, null, WHO);
    return start(CreateSnapshot.class, "snapshot/" + id).createSnapshot(request);
  }

  RollbackResult plan(String snapshotId) {
    return rollback(snapshotId, "demo-plan", true, "What would it do?", List.of(), EXACT);
  }

  RollbackResult rollback(String snapshotId, List<VerificationTest> tests) {
    return rollback(snapshotId, "demo-1", false, "Release 2.0 is broken", tests, EXACT);
  }

  /// Back to the very state that the rollback found.
  RollbackResult undo(RollbackResult done) {
    String safety = String.valueOf(done.safetySnapshotId());
    return rollback(
        safety, "demo-2", false, "undo of " + done.rollbackId(), List.of(), GitOptions.exactly());
  }

  private RollbackResult rollback(
      String snapshotId,
      String id,
      boolean dryRun,
      String reason,
      List<VerificationTest> tests,
      GitOptions options) {
    var request =
        new ExecuteRollbackRequest(
            snapshotId,
            new Validation(tests),
            id,
            dryRun,
            List.of(),
            List.of(),
            null,
            null,
            null,
            null,
            null,
            reason,
            WHO,
            null,
            options);
    return start(ExecuteRollback.class, "rollback/" + id).executeRollback(request);
  }

  RollbackHistory history() {
    return start(GetRollbackHistory.class, "demo-history")
        .rollbackHistory(RollbackHistoryRequest.ALL);
  }

  /// The names of the activities in a rollback's history, in their order.
  List<String> activities(String rollbackId) {
    return client.fetchHistory("rollback/" + rollbackId).getEvents().stream()
        .filter(HistoryEvent::hasActivityTaskScheduledEventAttributes)
        .map(event -> event.getActivityTaskScheduledEventAttributes().getActivityType().getName())
        .toList();
  }

  private <T> T start(Class<T> workflow, String workflowId) {
    return client.newWorkflowStub(
        workflow,
        WorkflowOptions.newBuilder()
            .setTaskQueue(taskQueue)
            .setWorkflowId(workflowId)
            .setWorkflowExecutionTimeout(LIMIT)
            .build());
  }

  /// What a failed step says of itself.
  static String sentence(WorkflowFailedException failed) {
    Throwable cause = failed.getCause() == null ? failed : failed.getCause();
    return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
  }

  /// A story told by way of Temporal.
  interface Telling {
    void tell() throws IOException;
  }

  /// Tells it; what goes wrong in Temporal is said in a sentence.
  static void guard(Telling telling) throws IOException {
    try {
      telling.tell();
    } catch (WorkflowFailedException e) {
      throw new ProcessException("The demonstration failed: " + sentence(e), e);
    } catch (WorkflowServiceException e) {
      throw new ProcessException("The demonstration was cut off from Temporal.", e);
    }
  }
}
