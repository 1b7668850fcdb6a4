package dev.rollback.activity;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.rollback.contract.SnapshotHandle;
import java.util.List;

/// @param layers those of the newest snapshot of the same; empty where there is none
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ParentAnswer(List<SnapshotHandle> layers) {
  public ParentAnswer {
    layers = layers == null ? List.of() : List.copyOf(layers);
  }
}
