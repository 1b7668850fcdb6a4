package dev.rollback.contract;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;

/// What was laid down beside the living files.
///
/// @param fileCount entries that are no directories
/// @param notes what could not be laid down as it was, and why
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record RestoreFilesResult(
    String status,
    String snapshotId,
    String to,
    long fileCount,
    long directoryCount,
    long sizeBytes,
    List<String> notes) {
  public RestoreFilesResult {
    notes = notes == null ? List.of() : notes.stream().limit(Loss.MOST_NAMED).toList();
  }
}
