package dev.rollback.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which snapshots to list, newest first; everything may be left out.
///
/// @param type wire name of a [RollbackType]
/// @param labels all must match
/// @param since epoch seconds
/// @param includeSafety whether safety snapshots are listed too; default true
/// @param limit 1–1000; default 100
/// @param offset how many to pass over
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ListSnapshotsRequest(
    @Nullable RollbackType type,
    @Nullable String status,
    Map<String, String> labels,
    @Nullable Long since,
    @Nullable Boolean includeSafety,
    @Nullable Integer limit,
    @Nullable Integer offset)
    implements Request {
  public static final ListSnapshotsRequest ALL =
      new ListSnapshotsRequest(null, null, Map.of(), null, null, null, null);

  public ListSnapshotsRequest {
    labels = Checks.labels(labels);
    Checks.page(limit, offset);
    Checks.require(
        status == null || status.matches("creating|created|deleting|failed"),
        "status must be creating, created, deleting or failed.");
  }

  public int limitOrDefault() {
    return limit == null ? 100 : limit;
  }

  public int offsetOrDefault() {
    return offset == null ? 0 : offset;
  }
}
