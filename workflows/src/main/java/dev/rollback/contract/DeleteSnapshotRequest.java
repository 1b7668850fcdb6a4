package dev.rollback.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import org.jspecify.annotations.Nullable;

/// Asks to delete a snapshot and all that only it keeps.
///
/// @param force whether a held snapshot, or the safety snapshot of a rollback under way, is deleted
///     too; default false
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DeleteSnapshotRequest(
    String snapshotId,
    @Nullable Boolean force,
    @Nullable String requestedBy,
    @Nullable String reason)
    implements Request {
  public DeleteSnapshotRequest {
    snapshotId = Checks.name("snapshot_id", snapshotId);
    requestedBy = Checks.optionalText("requested_by", requestedBy, 255);
    reason = Checks.optionalText("reason", reason, 4096);
  }

  public boolean forces() {
    return force != null && force;
  }
}
