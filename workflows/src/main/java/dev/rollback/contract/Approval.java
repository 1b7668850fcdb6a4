package dev.rollback.contract;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import org.jspecify.annotations.Nullable;

/// Whether a person must agree to the plan first, and how long that may take.
///
/// @param timeout seconds; default one day
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Approval(@Nullable Boolean required, @Nullable Long timeout) {
  public Approval {
    timeout = Checks.seconds("approval.timeout", timeout);
  }

  public boolean isRequired() {
    return required != null && required;
  }

  @JsonIgnore
  public long timeoutOrDefault() {
    return timeout == null ? 86_400 : timeout;
  }
}
