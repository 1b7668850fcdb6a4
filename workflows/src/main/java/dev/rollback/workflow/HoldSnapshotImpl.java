package dev.rollback.workflow;

import dev.rollback.contract.HoldSnapshotRequest;
import dev.rollback.contract.SnapshotRecord;
import org.jspecify.annotations.Nullable;

final class HoldSnapshotImpl implements HoldSnapshot {
  @Override
  public SnapshotRecord holdSnapshot(@Nullable HoldSnapshotRequest request) {
    return Answers.of(
        () -> {
          HoldSnapshotRequest asked = Requests.required(request);
          String summary = (asked.holds() ? "Hold snapshot " : "Release snapshot ");
          return LayerStubs.catalogue(Terms.catalogue(summary + asked.snapshotId()))
              .holdSnapshot(asked);
        });
  }
}
