package dev.rollback.workflow;

import dev.rollback.activity.SnapshotQuery;
import dev.rollback.contract.DescribeSnapshotRequest;
import dev.rollback.contract.SnapshotRecord;
import org.jspecify.annotations.Nullable;

final class DescribeSnapshotImpl implements DescribeSnapshot {
  @Override
  public SnapshotRecord describeSnapshot(@Nullable DescribeSnapshotRequest request) {
    return Answers.of(
        () -> {
          String id = Requests.required(request).snapshotId();
          return LayerStubs.catalogue(Terms.catalogue("Find snapshot " + id))
              .findSnapshot(new SnapshotQuery(id));
        });
  }
}
