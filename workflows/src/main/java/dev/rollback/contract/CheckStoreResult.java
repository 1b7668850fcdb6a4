package dev.rollback.contract;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;

/// What a check of the store found.
///
/// @param status `success`, or `failed` with `problems`
/// @param damages which files of which snapshots need what is damaged; of the first 100 snapshots
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record CheckStoreResult(
    String status,
    long checked,
    long problemCount,
    List<String> problems,
    List<String> snapshots,
    List<SnapshotDamage> damages) {
  public CheckStoreResult {
    problems = problems == null ? List.of() : List.copyOf(problems);
    snapshots = snapshots == null ? List.of() : List.copyOf(snapshots);
    damages = damages == null ? List.of() : List.copyOf(damages);
  }
}
