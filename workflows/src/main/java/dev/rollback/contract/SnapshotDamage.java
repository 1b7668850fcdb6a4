package dev.rollback.contract;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What damage in the store means for a snapshot.
///
/// @param member of a set: which one
/// @param paths the first few files that cannot be had back, at most 100
/// @param error why the files cannot be told: the list of them is damaged itself; null where
///     they are
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record SnapshotDamage(
    String snapshotId, @Nullable String member, List<String> paths, @Nullable String error) {
  public static final int MOST_PATHS = 100;

  public SnapshotDamage {
    paths = paths == null ? List.of() : paths.stream().limit(MOST_PATHS).toList();
  }
}
