package dev.rollback.contract;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Asks for a snapshot.
///
/// @param snapshotId 1–128 of `[A-Za-z0-9._-]`, no leading dot; null takes it from the workflow's
///     id (`snapshot/<snapshot_id>`)
/// @param config what to capture; `type` stands beside it in JSON
/// @param hold never expires while true
/// @param expiresAt epoch seconds after which retention may delete it
/// @param timeout seconds for the whole workflow; default one hour
/// @param target the host whose files are meant; null for whichever worker takes the work
/// @param requestedBy who asks, for the record
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CreateSnapshotRequest(
    @Nullable String snapshotId,
    @TypedByNeighbour SnapshotSpec config,
    @Nullable String description,
    Map<String, String> labels,
    @Nullable Boolean hold,
    @Nullable Long expiresAt,
    @Nullable Long timeout,
    @Nullable String target,
    @Nullable String requestedBy)
    implements Request {

  public CreateSnapshotRequest {
    snapshotId = snapshotId == null ? null : Checks.name("snapshot_id", snapshotId);
    Checks.require(config != null, "config is missing; say what to capture.");
    description = Checks.optionalText("description", description, 4096);
    labels = Checks.labels(labels);
    Checks.require(expiresAt == null || expiresAt > 0, "expires_at must be epoch seconds.");
    timeout = Checks.seconds("timeout", timeout);
    target = target == null ? null : Checks.name("target", target);
    requestedBy = Checks.optionalText("requested_by", requestedBy, 255);
  }

  public static CreateSnapshotRequest of(String snapshotId, SnapshotSpec config) {
    return new CreateSnapshotRequest(
        snapshotId, config, null, Map.of(), null, null, null, null, null);
  }

  public CreateSnapshotRequest withSnapshotId(String id) {
    return new CreateSnapshotRequest(
        id, config, description, labels, hold, expiresAt, timeout, target, requestedBy);
  }

  @JsonIgnore
  public boolean held() {
    return hold != null && hold;
  }
}
