package dev.rollback.contract;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A snapshot as the catalogue keeps it, and as `CreateSnapshot` answers it.
///
/// `status` is the catalogue's word (`creating`, `created`, `deleting`, `failed`) in lists, and
/// `success` in the answer to the request that created it.
///
/// @param createdAt epoch seconds
/// @param config as asked; `type` stands beside it
/// @param metadata null until the capture is complete
/// @param host which host's resources it is of; null until captured
/// @param handles one per layer
/// @param requestDigest SHA-256 of the request, to tell a repeated request from another one
/// @param safetyFor the rollback whose undo this snapshot is, or null
/// @param workflowId the workflow that created it
/// @param error why it failed, or null
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record SnapshotRecord(
    String status,
    String snapshotId,
    @TypedByNeighbour SnapshotSpec config,
    long createdAt,
    @Nullable SnapshotMetadata metadata,
    long sizeBytes,
    long storedBytes,
    long durationMs,
    @Nullable String description,
    Map<String, String> labels,
    boolean hold,
    @Nullable Long expiresAt,
    @Nullable String target,
    @Nullable String host,
    @Nullable String requestedBy,
    List<SnapshotHandle> handles,
    String requestDigest,
    @Nullable String safetyFor,
    @Nullable String workflowId,
    @Nullable String errorType,
    @Nullable String error) {

  public SnapshotRecord {
    labels = labels == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(labels));
    handles = handles == null ? List.of() : List.copyOf(handles);
  }

  public SnapshotRecord withStatus(String newStatus) {
    return new SnapshotRecord(
        newStatus,
        snapshotId,
        config,
        createdAt,
        metadata,
        sizeBytes,
        storedBytes,
        durationMs,
        description,
        labels,
        hold,
        expiresAt,
        target,
        host,
        requestedBy,
        handles,
        requestDigest,
        safetyFor,
        workflowId,
        errorType,
        error);
  }
}
