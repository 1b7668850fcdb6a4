package dev.rollback.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import org.jspecify.annotations.Nullable;

/// Asks which files a snapshot holds.
///
/// @param member of a set: which one; may be left out where only one holds files
/// @param path a directory, whose entries are told, or a file; null for all that was asked for
/// @param recursive whether everything beneath is told; default false
/// @param limit 1–10000; default 1000
/// @param offset how many to pass over
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ListFilesRequest(
    String snapshotId,
    @Nullable String member,
    @Nullable String path,
    @Nullable Boolean recursive,
    @Nullable Integer limit,
    @Nullable Integer offset)
    implements Request {
  public ListFilesRequest {
    snapshotId = Checks.name("snapshot_id", snapshotId);
    member = member == null ? null : Checks.name("member", member);
    path = path == null ? null : Checks.path("path", path);
    Checks.lines(limit, offset);
  }

  public boolean tellsAllBeneath() {
    return recursive != null && recursive;
  }

  public int limitOrDefault() {
    return limit == null ? 1000 : limit;
  }

  public int offsetOrDefault() {
    return offset == null ? 0 : offset;
  }
}
