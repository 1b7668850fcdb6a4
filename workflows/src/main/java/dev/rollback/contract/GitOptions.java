package dev.rollback.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How a repository is rolled back (`git` of a rollback request).
///
/// @param mode `move` (default) moves the branch; `revert` keeps history and adds revert commits;
///     `branch` leaves the branch and checks a new one out; `detach` leaves it and detaches HEAD;
///     `paths` restores the files named by the request's `paths` only
/// @param dirty what to do with uncommitted work: `save` (default; it goes into the safety
///     snapshot), `refuse`, or `keep` (refused where a kept edit is in the way)
/// @param exact whether untracked files that the snapshot does not have are removed too;
///     default false
/// @param newBranch the name for `mode: branch`
/// @param runHooks whether the repository's own hooks run; default false
/// @param force whether a merge, rebase, cherry-pick or bisect under way is dropped; default false
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record GitOptions(
    @Nullable Mode mode,
    @Nullable Dirty dirty,
    @Nullable Boolean exact,
    @Nullable String newBranch,
    @Nullable Boolean runHooks,
    @Nullable Boolean force) {
  public static final GitOptions DEFAULT = new GitOptions(null, null, null, null, null, null);

  public GitOptions {
    newBranch = Checks.optionalText("git.new_branch", newBranch, 255);
    Checks.require(
        mode != Mode.BRANCH || newBranch != null, "git.mode branch needs git.new_branch.");
  }

  /// Which way back.
  public enum Mode {
    MOVE,
    REVERT,
    BRANCH,
    DETACH,
    PATHS;

    @JsonValue
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// What becomes of uncommitted work.
  public enum Dirty {
    SAVE,
    REFUSE,
    KEEP;

    @JsonValue
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Mode modeOrDefault() {
    return mode == null ? Mode.MOVE : mode;
  }

  public Dirty dirtyOrDefault() {
    return dirty == null ? Dirty.SAVE : dirty;
  }

  public boolean removesUntracked() {
    return exact != null && exact;
  }

  public boolean runsHooks() {
    return runHooks != null && runHooks;
  }

  public boolean forces() {
    return force != null && force;
  }

  /// Back to the very state of a safety snapshot, whatever is there now.
  public static GitOptions exactly() {
    return new GitOptions(Mode.MOVE, Dirty.SAVE, true, null, null, true);
  }
}
