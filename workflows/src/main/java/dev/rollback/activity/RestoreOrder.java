package dev.rollback.activity;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.rollback.contract.GitOptions;
import dev.rollback.contract.LayerPlan;
import dev.rollback.contract.SnapshotHandle;

/// @param operationId stable over retries
/// @param plan as it was made; the restore refuses a target that no longer has its fingerprint,
///     unless the plan's own journal shows that the change is its own
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record RestoreOrder(
    String operationId, SnapshotHandle handle, LayerPlan plan, GitOptions git) {
  public RestoreOrder {
    git = git == null ? GitOptions.DEFAULT : git;
  }
}
