package dev.rollback.contract;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A snapshot in a list.
///
/// @param subject what it is of, in a few words: a repository's path, the first of the files,
///     the members
/// @param degraded whether something of it is not captured as it was
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record SnapshotSummary(
    String snapshotId,
    RollbackType type,
    String status,
    long createdAt,
    String subject,
    long sizeBytes,
    long storedBytes,
    @Nullable String description,
    Map<String, String> labels,
    boolean hold,
    @Nullable Long expiresAt,
    @Nullable String host,
    @Nullable String safetyFor,
    boolean degraded) {
  public SnapshotSummary {
    labels = labels == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(labels));
  }
}
