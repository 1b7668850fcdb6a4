package dev.rollback.activity;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.rollback.contract.RestoreFilesRequest;
import dev.rollback.contract.SnapshotHandle;

/// @param operationId stable over retries
/// @param handle whose files are laid down
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record RestoreFilesOrder(
    String operationId, RestoreFilesRequest request, SnapshotHandle handle) {
  /// Its plan's id.
  public String planId() {
    return "restore-files/" + operationId.replaceAll("[^A-Za-z0-9._-]", "_");
  }
}
