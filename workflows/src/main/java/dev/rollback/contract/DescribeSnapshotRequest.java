package dev.rollback.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/// Names the snapshot to describe.
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DescribeSnapshotRequest(String snapshotId) implements Request {
  public DescribeSnapshotRequest {
    snapshotId = Checks.name("snapshot_id", snapshotId);
  }
}
