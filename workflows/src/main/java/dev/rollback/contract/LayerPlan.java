package dev.rollback.contract;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What rolling one layer back would do. The full plan stays in the store under `root`.
///
/// @param planId the plan's id, and its journal's
/// @param member the layer's name in a set, or null
/// @param targets what must be locked: absolute paths or other names, `host` aside
/// @param root of the full plan, in hexadecimal: of files the id of a node, of a repository the id
///     of a content
/// @param fingerprint of the target as it was seen; the restore refuses another
/// @param sample the first few changes, one readable line each
/// @param warnings what an operator should know before agreeing
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record LayerPlan(
    String planId,
    @Nullable String member,
    RollbackType type,
    String host,
    List<String> targets,
    String root,
    String fingerprint,
    Changes changes,
    List<Loss> losses,
    List<String> sample,
    List<String> warnings) {
  public static final int MOST_SAMPLES = 20;

  public LayerPlan {
    targets = List.copyOf(targets);
    losses = losses == null ? List.of() : List.copyOf(losses);
    sample = sample == null ? List.of() : sample.stream().limit(MOST_SAMPLES).toList();
    warnings = warnings == null ? List.of() : warnings.stream().limit(MOST_SAMPLES).toList();
  }
}
