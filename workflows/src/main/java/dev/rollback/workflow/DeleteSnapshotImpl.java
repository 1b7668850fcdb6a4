package dev.rollback.workflow;

import dev.rollback.activity.DeleteReceipt;
import dev.rollback.activity.SnapshotQuery;
import dev.rollback.contract.DeleteSnapshotRequest;
import dev.rollback.contract.DeleteSnapshotResult;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Marks, releases, forgets: the row goes last.
final class DeleteSnapshotImpl implements DeleteSnapshot {
  @Override
  public DeleteSnapshotResult deleteSnapshot(@Nullable DeleteSnapshotRequest request) {
    return Answers.of(() -> delete(Requests.required(request)));
  }

  private static DeleteSnapshotResult delete(DeleteSnapshotRequest request) {
    String id = request.snapshotId();
    Deletion.release(request);
    DeleteReceipt receipt =
        LayerStubs.catalogue(Terms.reading("Forget snapshot " + id, Duration.ofHours(1)))
            .completeDelete(new SnapshotQuery(id));
    return new DeleteSnapshotResult("success", id, receipt.freedBytes());
  }
}
