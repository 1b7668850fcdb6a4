package dev.rollback.activity;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.rollback.contract.GitOptions;
import dev.rollback.contract.RestoreMode;
import dev.rollback.contract.SnapshotHandle;
import java.util.List;

/// @param planId names the plan and its journal; stable over retries
/// @param paths which paths to roll back; empty for all
/// @param mode how far files are rolled back; `exact` where `exact` is true
/// @param verifyContent whether every file is read, instead of believing equal size, times and
///     inode
/// @param exact back to the very state captured, whatever is there now: a revert or an undo
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record PlanOrder(
    String planId,
    SnapshotHandle handle,
    List<String> paths,
    GitOptions git,
    boolean exact,
    RestoreMode mode,
    boolean verifyContent) {
  public PlanOrder {
    paths = paths == null ? List.of() : List.copyOf(paths);
    git = git == null ? GitOptions.DEFAULT : git;
    mode = mode == null ? RestoreMode.EXACT : mode;
  }

  /// Exactly the snapshot, by what the files' status tells.
  public PlanOrder(
      String planId, SnapshotHandle handle, List<String> paths, GitOptions git, boolean exact) {
    this(planId, handle, paths, git, exact, RestoreMode.EXACT, false);
  }
}
