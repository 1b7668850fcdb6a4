package dev.rollback.activity;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.rollback.contract.CapturedLayer;
import java.util.List;

/// A capture's outcome, for its row and its sidecar.
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record SnapshotCompletion(String snapshotId, List<CapturedLayer> layers, long durationMs) {
  public SnapshotCompletion {
    layers = List.copyOf(layers);
  }
}
