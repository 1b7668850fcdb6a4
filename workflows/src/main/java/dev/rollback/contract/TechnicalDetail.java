package dev.rollback.contract;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One step of a rollback as it went, for the record.
///
/// @param action `rollback_execution`, `rollback_verification`, `rollback_plan`, `safety_snapshot`,
///     `rollback_approval` or `rollback_revert`
/// @param timestamp epoch seconds at its end
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record TechnicalDetail(
    String action,
    @Nullable String method,
    @Nullable String member,
    Map<String, Object> result,
    long timestamp) {
  public TechnicalDetail {
    result = Collections.unmodifiableMap(new LinkedHashMap<>(result));
  }
}
