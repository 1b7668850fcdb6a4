package dev.rollback.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import org.jspecify.annotations.Nullable;

/// Which rollbacks to tell of, newest first; everything may be left out.
///
/// @param limit 1–1000; default 100
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RollbackHistoryRequest(
    @Nullable String snapshotId,
    @Nullable RollbackStatus status,
    @Nullable Long since,
    @Nullable Integer limit,
    @Nullable Integer offset)
    implements Request {
  public static final RollbackHistoryRequest ALL =
      new RollbackHistoryRequest(null, null, null, null, null);

  public RollbackHistoryRequest {
    snapshotId = snapshotId == null ? null : Checks.name("snapshot_id", snapshotId);
    Checks.page(limit, offset);
  }

  public int limitOrDefault() {
    return limit == null ? 100 : limit;
  }

  public int offsetOrDefault() {
    return offset == null ? 0 : offset;
  }
}
