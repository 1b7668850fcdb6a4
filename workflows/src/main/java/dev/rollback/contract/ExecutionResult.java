package dev.rollback.contract;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the layers' restores came to.
///
/// @param status `success`, `failed`, `partial` or `skipped`
/// @param members one per member of a set, under its name
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ExecutionResult(
    String status,
    @Nullable String method,
    @Nullable String commitHash,
    @Nullable Changes changes,
    List<String> proof,
    @Nullable Map<String, ExecutionResult> members,
    @Nullable String error) {
  public ExecutionResult {
    proof = proof == null ? List.of() : List.copyOf(proof);
  }

  public static ExecutionResult skipped() {
    return new ExecutionResult("skipped", null, null, null, List.of(), null, null);
  }
}
