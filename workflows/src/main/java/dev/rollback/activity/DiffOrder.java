package dev.rollback.activity;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.rollback.contract.DiffSnapshotsRequest;
import dev.rollback.contract.SnapshotHandle;
import org.jspecify.annotations.Nullable;

/// @param from what is compared
/// @param to what it is compared with, or null for what is there now
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record DiffOrder(
    DiffSnapshotsRequest request, SnapshotHandle from, @Nullable SnapshotHandle to) {}
