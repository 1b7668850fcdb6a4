package dev.rollback.contract;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;

/// What retention deleted, or would delete.
///
/// @param status `success`, or `partial` where something that was to go could not be deleted
/// @param decisions group by group, newest first; fewer than `kept` and `removed` say where there
///     are too many to carry
/// @param removed how many are deleted, or would be
/// @param remaining how many are still to be deleted: one run deletes 500 at most
/// @param freedBytes what deleting frees in the store
/// @param failures why some could not be deleted, one sentence each
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record RetentionResult(
    String status,
    boolean dryRun,
    List<RetentionDecision> decisions,
    long kept,
    long removed,
    long remaining,
    long freedBytes,
    List<String> failures) {
  public RetentionResult {
    decisions = decisions == null ? List.of() : List.copyOf(decisions);
    failures = failures == null ? List.of() : List.copyOf(failures);
  }
}
