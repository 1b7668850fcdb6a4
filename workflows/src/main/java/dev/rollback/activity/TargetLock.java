package dev.rollback.activity;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;

/// @param targets each as `host:path` or `host:name`; a directory also covers what is beneath it
/// @param workflowId who holds them, so that a holder that has ended is recognised
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record TargetLock(String rollbackId, String workflowId, List<String> targets) {
  public TargetLock {
    targets = List.copyOf(targets);
  }
}
