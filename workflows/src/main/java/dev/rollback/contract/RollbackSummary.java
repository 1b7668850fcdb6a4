package dev.rollback.contract;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A rollback in the history: who, why, when, what was lost, what was proved. The whole result is
/// had with `rollback describe` (or the workflow's `result` query).
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record RollbackSummary(
    String rollbackId,
    String snapshotId,
    RollbackStatus status,
    long startedAt,
    @Nullable Long completedAt,
    long duration,
    List<TechnicalDetail> technicalDetails,
    VerificationResults verificationResults,
    @Nullable Changes changes,
    List<Loss> losses,
    List<String> proof,
    @Nullable String safetySnapshotId,
    boolean reverted,
    @Nullable String requestedBy,
    @Nullable String reason,
    @Nullable String approvedBy,
    @Nullable String workflowId,
    @Nullable String errorType,
    @Nullable String error) {}
