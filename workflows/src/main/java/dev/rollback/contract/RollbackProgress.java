package dev.rollback.contract;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;

/// Where a rollback is, for a query.
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record RollbackProgress(
    String rollbackId, String snapshotId, String phase, List<LayerProgress> layers) {
  public RollbackProgress {
    layers = List.copyOf(layers);
  }

  /// Where one layer is.
  ///
  /// @param phase `waiting`, `planning`, `planned`, `securing`, `restoring`, `restored`,
  ///     `reverting`, `reverted` or `failed`
  @JsonNaming(SnakeCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record LayerProgress(
      String name, RollbackType type, String phase, long itemsDone, long itemsTotal) {}
}
