package dev.rollback.workflow;

import dev.rollback.activity.DiscardOrder;
import dev.rollback.contract.DeleteSnapshotRequest;
import dev.rollback.contract.SnapshotHandle;
import dev.rollback.contract.SnapshotRecord;
import java.time.Duration;

/// Marks, then releases: what is left to do is to forget the row, so that a delete cut short is
/// seen and can be repeated.
final class Deletion {
  private Deletion() {}

  static void release(DeleteSnapshotRequest request) {
    SnapshotRecord record =
        LayerStubs.catalogue(
                Terms.catalogue("Mark snapshot " + request.snapshotId() + " as deleting"))
            .beginDelete(request);
    record.handles().forEach(Deletion::discard);
  }

  private static void discard(SnapshotHandle handle) {
    var terms =
        Terms.looking(handle.host(), Duration.ofHours(1), "Discard " + handle.displayName());
    LayerStubs.layer(handle.spec().type(), terms).discardSnapshot(new DiscardOrder(handle));
  }
}
