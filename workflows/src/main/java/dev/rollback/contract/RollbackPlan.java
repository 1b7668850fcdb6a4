package dev.rollback.contract;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;

/// What a rollback would do, all layers together: can be shown, approved, refused.
///
/// @param layers in the order in which they are rolled back
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record RollbackPlan(
    String planId,
    String snapshotId,
    String fingerprint,
    Changes changes,
    List<Loss> losses,
    List<String> sample,
    List<String> warnings,
    List<LayerPlan> layers) {

  public RollbackPlan {
    losses = List.copyOf(losses);
    sample = sample.stream().limit(LayerPlan.MOST_SAMPLES).toList();
    warnings = List.copyOf(warnings);
    layers = List.copyOf(layers);
  }
}
