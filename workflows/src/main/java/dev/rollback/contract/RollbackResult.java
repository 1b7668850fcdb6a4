package dev.rollback.contract;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A rollback's outcome: the reference's response, field for field, and what was added.
///
/// @param startedAt epoch seconds
/// @param completedAt epoch seconds, null while running
/// @param duration whole seconds
/// @param downtimeMs how long the target was being swapped
/// @param safetySnapshotId the snapshot that undoes this rollback, or null
/// @param reverted whether everything was put back as it was before
/// @param error a sentence, or null
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record RollbackResult(
    RollbackStatus status,
    String rollbackId,
    String snapshotId,
    long startedAt,
    @Nullable Long completedAt,
    long duration,
    List<TechnicalDetail> technicalDetails,
    ExecutionResult executionResult,
    VerificationResults verificationResults,
    long durationMs,
    long downtimeMs,
    @Nullable RollbackPlan plan,
    @Nullable String safetySnapshotId,
    boolean reverted,
    @Nullable String requestedBy,
    @Nullable String reason,
    @Nullable String approvedBy,
    @Nullable String workflowId,
    @Nullable String errorType,
    @Nullable String error) {

  public RollbackResult {
    technicalDetails = technicalDetails == null ? List.of() : List.copyOf(technicalDetails);
    executionResult = executionResult == null ? ExecutionResult.skipped() : executionResult;
    verificationResults =
        verificationResults == null ? VerificationResults.SKIPPED : verificationResults;
  }

  /// The same rollback, at its end.
  ///
  /// @param endMillis epoch milliseconds
  public RollbackResult ended(
      RollbackStatus endStatus,
      long endMillis,
      boolean wasReverted,
      String endErrorType,
      String endError) {
    return new RollbackResult(
        endStatus,
        rollbackId,
        snapshotId,
        startedAt,
        endMillis / 1000,
        endMillis / 1000 - startedAt,
        technicalDetails,
        executionResult,
        verificationResults,
        endMillis - startedAt * 1000,
        downtimeMs,
        plan,
        safetySnapshotId,
        wasReverted,
        requestedBy,
        reason,
        approvedBy,
        workflowId,
        endErrorType,
        endError);
  }
}
