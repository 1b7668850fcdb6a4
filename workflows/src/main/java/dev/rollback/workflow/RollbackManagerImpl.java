package dev.rollback.workflow;

import dev.rollback.contract.CreateSnapshotRequest;
import dev.rollback.contract.ExecuteRollbackRequest;
import dev.rollback.contract.FailureType;
import dev.rollback.contract.ListSnapshotsRequest;
import dev.rollback.contract.RollbackException;
import dev.rollback.contract.RollbackHistoryRequest;
import dev.rollback.contract.RollbackResult;
import dev.rollback.contract.SnapshotRecord;
import dev.rollback.contract.StatusRequest;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Workflow;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The reference's dispatcher: one action in, the workflow that serves it as a child, a dictionary
/// out.
final class RollbackManagerImpl implements RollbackManager {

  @Override
  public Map<String, Object> process(@Nullable Object config) {
    try {
      return answer(Actions.of(config));
    } catch (RollbackException e) {
      return Dictionary.failed(e);
    } catch (TemporalFailure failure) {
      if (Outcomes.isCancel(failure)) {
        throw failure;
      }
      return Dictionary.failed(failure);
    }
  }

  private static Map<String, Object> answer(Actions.Action action) {
    return switch (action.name()) {
      case "create_snapshot" -> createSnapshot(action.request(CreateSnapshotRequest.class));
      case "execute_rollback" -> executeRollback(action.request(ExecuteRollbackRequest.class));
      case "list_snapshots" ->
          Dictionary.of(
              new ListSnapshotsImpl().listSnapshots(action.request(ListSnapshotsRequest.class)));
      case "get_rollback_history" ->
          Dictionary.of(
              new GetRollbackHistoryImpl()
                  .rollbackHistory(action.request(RollbackHistoryRequest.class)));
      case "status" -> Dictionary.of(new StatusImpl().status(action.request(StatusRequest.class)));
      default -> throw Actions.unknown(action.name());
    };
  }

  private static Map<String, Object> createSnapshot(CreateSnapshotRequest request) {
    if (request.snapshotId() == null) {
      throw new RollbackException(FailureType.INVALID_REQUEST, "snapshot_id is missing.");
    }
    SnapshotRecord record =
        Workflow.newChildWorkflowStub(
                CreateSnapshot.class, Children.under("snapshot/" + request.snapshotId()))
            .createSnapshot(request);
    return Dictionary.ofSnapshot(record);
  }

  private static Map<String, Object> executeRollback(ExecuteRollbackRequest request) {
    String id = RollbackNaming.id(request);
    RollbackResult result =
        Workflow.newChildWorkflowStub(ExecuteRollback.class, Children.under("rollback/" + id))
            .executeRollback(request);
    return Dictionary.of(result);
  }
}
