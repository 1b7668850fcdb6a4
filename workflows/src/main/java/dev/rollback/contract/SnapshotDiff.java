package dev.rollback.contract;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;

/// What differs between two snapshots, or between one and what is there now: a page of lines, and
/// the sums over all of them.
///
/// @param other the snapshot that it was compared with, or `live`
/// @param lines in the order of their paths
/// @param total how many lines there are in all
/// @param addedBytes size of what only the other has, and of the other's side of what differs
/// @param removedBytes size of what only the first has, and of the first's side of what differs
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record SnapshotDiff(
    String status,
    String snapshotId,
    String other,
    List<FileChange> lines,
    long total,
    long added,
    long removed,
    long modified,
    long typeChanged,
    long metadataChanged,
    long addedBytes,
    long removedBytes) {
  public SnapshotDiff {
    lines = lines == null ? List.of() : List.copyOf(lines);
  }
}
