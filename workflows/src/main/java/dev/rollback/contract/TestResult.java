package dev.rollback.contract;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One test's result: the test's own fields, repeated, plus what was found.
///
/// @param test the kind, such as `file_exists`
/// @param passed whether the verdict is `passed`
/// @param expected what the test wanted, where one value says it
/// @param actual what was found, where something was
/// @param error why it failed or could not be decided
/// @param fields the test's own fields
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record TestResult(
    String test,
    boolean passed,
    Verdict verdict,
    @Nullable Object expected,
    @Nullable Object actual,
    @Nullable String error,
    long durationMs,
    int attempts,
    @JsonAnySetter @JsonAnyGetter Map<String, Object> fields) {

  public TestResult {
    fields = fields == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }
}
