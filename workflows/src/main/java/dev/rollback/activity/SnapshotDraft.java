package dev.rollback.activity;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.rollback.contract.CreateSnapshotRequest;
import org.jspecify.annotations.Nullable;

/// A snapshot about to be captured.
///
/// @param requestDigest tells a repeated request from another one
/// @param safetyFor the rollback whose undo it is, or null
/// @param workflowId the workflow that captures it; a second workflow is told of the first
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record SnapshotDraft(
    String snapshotId,
    CreateSnapshotRequest request,
    long createdAt,
    String requestDigest,
    @Nullable String safetyFor,
    String workflowId) {}
