package dev.rollback.contract;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;

/// A page of what a snapshot holds, in the order of paths.
///
/// @param total how many entries there are in all
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record FileList(String status, String snapshotId, List<FileEntry> entries, long total) {
  public FileList {
    entries = entries == null ? List.of() : List.copyOf(entries);
  }
}
