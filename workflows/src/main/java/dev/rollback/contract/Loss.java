package dev.rollback.contract;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;

/// Work that the rollback destroys unless the safety snapshot is kept.
///
/// @param kind `modified_file`, `created_file`, `uncommitted_file`, `untracked_file`, `commit`, …
/// @param sample the first few by name, at most [#MOST_NAMED]
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Loss(String kind, long count, List<String> sample) {
  public static final int MOST_NAMED = 20;

  public Loss {
    sample = sample == null ? List.of() : sample.stream().limit(MOST_NAMED).toList();
  }
}
