package dev.rollback.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Asks what differs between two snapshots of files, or between one and what is there now.
///
/// @param snapshotId what is compared
/// @param other the snapshot that it is compared with; null for what is there now
/// @param member of a set: which one; may be left out where only one holds files
/// @param paths only these and what is beneath them
/// @param metadata whether entries are told of whose metadata alone differ; default false
/// @param limit 1–10000 lines; default 1000
/// @param offset how many lines to pass over
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DiffSnapshotsRequest(
    String snapshotId,
    @Nullable String other,
    @Nullable String member,
    List<String> paths,
    @Nullable Boolean metadata,
    @Nullable Integer limit,
    @Nullable Integer offset)
    implements Request {
  public DiffSnapshotsRequest {
    snapshotId = Checks.name("snapshot_id", snapshotId);
    other = other == null ? null : Checks.name("other", other);
    member = member == null ? null : Checks.name("member", member);
    paths = Checks.optionalPaths("paths", paths);
    Checks.lines(limit, offset);
  }

  public boolean tellsMetadata() {
    return metadata != null && metadata;
  }

  public int limitOrDefault() {
    return limit == null ? 1000 : limit;
  }

  public int offsetOrDefault() {
    return offset == null ? 0 : offset;
  }
}
