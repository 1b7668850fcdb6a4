package dev.rollback.contract;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import org.jspecify.annotations.Nullable;

/// All that must be kept to find one layer's captured data again.
///
/// @param snapshotId the snapshot it belongs to
/// @param member its name in a set, or null
/// @param spec what was captured
/// @param takenAt epoch seconds at which the capture began
/// @param host the host that captured it, and the only one that can roll it back
/// @param root the layer's own root in the store, in hexadecimal: of files the id of a node, of a
///     repository the id of a content
/// @param owner the store's owner that keeps the content alive
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record SnapshotHandle(
    String snapshotId,
    @Nullable String member,
    @TypedByNeighbour SnapshotSpec spec,
    long takenAt,
    String host,
    String root,
    String owner,
    long sizeBytes,
    long storedBytes) {

  /// The member's name, or the snapshot's id where it is not of a set.
  @JsonIgnore
  public String displayName() {
    return member == null ? snapshotId : member;
  }

  /// Whether it holds a list of files that can be looked into, compared and laid down elsewhere.
  public boolean holdsFiles() {
    return switch (spec) {
      case SnapshotSpec.FileSystem ignored -> true;
      case SnapshotSpec.Configuration ignored -> true;
      case SnapshotSpec.GitCommit ignored -> false;
      case SnapshotSpec.Set ignored -> false;
    };
  }
}
