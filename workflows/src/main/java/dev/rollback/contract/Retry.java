package dev.rollback.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import org.jspecify.annotations.Nullable;

/// How long a test is tried again until it passes.
///
/// @param timeout seconds in all
/// @param interval seconds between tries; default 1
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Retry(double timeout, @Nullable Double interval) {
  public Retry {
    Checks.require(
        timeout >= 0 && timeout <= 86_400, "retry.timeout must be from 0 to 86400 seconds.");
    Checks.require(
        interval == null || (interval >= 0.05 && interval <= 3600),
        "retry.interval must be from 0.05 to 3600 seconds.");
  }

  public double intervalOrDefault() {
    return interval == null ? 1.0 : interval;
  }
}
