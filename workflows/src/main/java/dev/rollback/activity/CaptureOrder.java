package dev.rollback.activity;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.rollback.contract.SnapshotSpec;
import dev.rollback.contract.TypedByNeighbour;
import org.jspecify.annotations.Nullable;

/// @param operationId stable over retries
/// @param member the layer's name in a set, or null
/// @param safety whether it is a rollback's safety snapshot: what is missing is recorded as absent
///     instead of refused, and everything is captured, whatever the spec leaves out
/// @param rollbackId the rollback that it is the undo of, or null
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record CaptureOrder(
    String operationId,
    String snapshotId,
    @Nullable String member,
    @TypedByNeighbour SnapshotSpec spec,
    boolean safety,
    @Nullable String rollbackId) {}
