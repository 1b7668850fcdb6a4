package dev.rollback.contract;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a layer's restore ended. A retry with nothing left to do is an outcome, not an error.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "outcome")
@JsonSubTypes({
  @JsonSubTypes.Type(value = RestoreOutcome.Restored.class, name = "restored"),
  @JsonSubTypes.Type(value = RestoreOutcome.AlreadyInPlace.class, name = "already_in_place"),
  @JsonSubTypes.Type(value = RestoreOutcome.Partial.class, name = "partial")
})
public sealed interface RestoreOutcome {
  /// The reference's name for how it was done: `git_reset`, `configuration_restore`, …
  String method();

  /// The layer is at the snapshot; each line of `proof` was checked after the last change.
  ///
  /// @param commitHash where HEAD is now, for git
  @JsonNaming(SnakeCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Restored(
      String method,
      Changes changes,
      @Nullable String commitHash,
      List<String> proof,
      long downtimeMs)
      implements RestoreOutcome {
    public Restored {
      proof = proof == null ? List.of() : List.copyOf(proof);
    }
  }

  /// The layer was at the snapshot already, proved likewise; nothing was changed.
  @JsonNaming(SnakeCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @JsonIgnoreProperties(ignoreUnknown = true)
  record AlreadyInPlace(String method, @Nullable String commitHash, List<String> proof)
      implements RestoreOutcome {
    public AlreadyInPlace {
      proof = proof == null ? List.of() : List.copyOf(proof);
    }
  }

  /// Something was changed and is not wholly at the snapshot.
  ///
  /// @param reason a sentence: what, why, what now
  @JsonNaming(SnakeCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Partial(String method, Changes changes, String reason, List<String> remaining)
      implements RestoreOutcome {
    public Partial {
      remaining =
          remaining == null ? List.of() : remaining.stream().limit(Loss.MOST_NAMED).toList();
    }
  }
}
