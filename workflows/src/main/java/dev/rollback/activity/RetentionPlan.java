package dev.rollback.activity;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.rollback.contract.RetentionDecision;
import java.util.List;

/// @param decisions as many as can be carried
/// @param removals how many are to be deleted in all
/// @param next which to delete now, the oldest first
/// @param freedBytes what deleting all of them would free; 0 unless it was a dry run
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record RetentionPlan(
    List<RetentionDecision> decisions,
    long kept,
    long removals,
    List<String> next,
    long freedBytes) {
  public RetentionPlan {
    decisions = List.copyOf(decisions);
    next = List.copyOf(next);
  }
}
