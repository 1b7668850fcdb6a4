package dev.rollback.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import org.jspecify.annotations.Nullable;

/// Asks to keep a snapshot whatever retention says, or to let go of that.
///
/// @param hold true keeps it; false lets go
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record HoldSnapshotRequest(
    String snapshotId,
    @Nullable Boolean hold,
    @Nullable String requestedBy,
    @Nullable String reason)
    implements Request {
  public HoldSnapshotRequest {
    snapshotId = Checks.name("snapshot_id", snapshotId);
    Checks.require(hold != null, "hold is missing; true keeps the snapshot, false lets go of it.");
    requestedBy = Checks.optionalText("requested_by", requestedBy, 255);
    reason = Checks.optionalText("reason", reason, 4096);
  }

  public boolean holds() {
    return hold != null && hold;
  }
}
