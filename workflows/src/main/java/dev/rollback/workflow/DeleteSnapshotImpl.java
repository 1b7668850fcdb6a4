package dev.rollback.workflow;

import dev.rollback.activity.DeleteReceipt;
import dev.rollback.activity.DiscardOrder;
import dev.rollback.activity.SnapshotQuery;
import dev.rollback.contract.DeleteSnapshotRequest;
import dev.rollback.contract.DeleteSnapshotResult;
import dev.rollback.contract.SnapshotHandle;
import dev.rollback.contract.SnapshotRecord;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Marks, releases, forgets: the row goes last, so that a delete cut short is seen and can be
/// repeated.
final class DeleteSnapshotImpl implements DeleteSnapshot {
  @Override
  public DeleteSnapshotResult deleteSnapshot(@Nullable DeleteSnapshotRequest request) {
    return Answers.of(() -> delete(Requests.required(request)));
  }

  private static DeleteSnapshotResult delete(DeleteSnapshotRequest request) {
    String id = request.snapshotId();
    SnapshotRecord record =
        LayerStubs.catalogue(Terms.catalogue("Mark snapshot " + id + " as deleting"))
            .beginDelete(request);
    record.handles().forEach(DeleteSnapshotImpl::discard);
    DeleteReceipt receipt =
        LayerStubs.catalogue(Terms.reading("Forget snapshot " + id, Duration.ofHours(1)))
            .completeDelete(new SnapshotQuery(id));
    return new DeleteSnapshotResult("success", id, receipt.freedBytes());
  }

  private static void discard(SnapshotHandle handle) {
    var terms =
        Terms.looking(handle.host(), Duration.ofHours(1), "Discard " + handle.displayName());
    LayerStubs.layer(handle.spec().type(), terms).discardSnapshot(new DiscardOrder(handle));
  }
}
