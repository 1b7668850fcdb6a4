package dev.rollback.contract;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import org.jspecify.annotations.Nullable;

/// Asks to take out of the store what no snapshot keeps any more.
///
/// @param dryRun whether nothing is changed; default false
/// @param grace seconds: what was written, or was condemned, more recently is left; default 3600
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PruneStoreRequest(
    @Nullable Boolean dryRun, @Nullable Long grace, @Nullable String requestedBy)
    implements Request {
  public PruneStoreRequest {
    Checks.require(
        grace == null || (grace >= 0 && grace <= 31_536_000L),
        "grace must be from 0 to 31536000 seconds.");
    requestedBy = Checks.optionalText("requested_by", requestedBy, 255);
  }

  public boolean onlyTells() {
    return dryRun != null && dryRun;
  }

  @JsonIgnore
  public long graceOrDefault() {
    return grace == null ? 3600 : grace;
  }
}
