package dev.rollback.contract;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.Map;

/// Whether one snapshot stays, and why.
///
/// @param group what its group has in common, in words
/// @param reasons why it stays, as `daily snapshot`; or why it goes
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record RetentionDecision(
    String snapshotId,
    String group,
    long createdAt,
    Map<String, String> labels,
    boolean keep,
    List<String> reasons,
    long sizeBytes,
    long storedBytes) {
  public RetentionDecision {
    labels = labels == null ? Map.of() : Map.copyOf(labels);
    reasons = reasons == null ? List.of() : List.copyOf(reasons);
  }
}
