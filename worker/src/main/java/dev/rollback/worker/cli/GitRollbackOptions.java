package dev.rollback.worker.cli;

import dev.rollback.contract.GitOptions;
import dev.rollback.worker.cli.request.UsageError;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// How repositories are rolled back.
public final class GitRollbackOptions {
  @Option(
      names = "--git-mode",
      paramLabel = "MODE",
      description = "git: move (default), revert, branch, detach or paths.")
  private @Nullable String mode;

  @Option(
      names = "--dirty",
      paramLabel = "WHAT",
      description = "git: save (default), refuse or keep uncommitted work.")
  private @Nullable String dirty;

  @Option(names = "--exact", description = "git: remove untracked files that the snapshot has not.")
  private boolean exact;

  @Option(
      names = "--new-branch",
      paramLabel = "NAME",
      description = "git: the branch that --git-mode branch makes.")
  private @Nullable String newBranch;

  @Option(names = "--run-hooks", description = "git: let the repository's hooks run.")
  private boolean runHooks;

  @Option(
      names = "--drop-operation",
      description = "git: drop a merge, rebase or bisect that is under way.")
  private boolean force;

  /// Null where nothing was said, which leaves all to the defaults.
  @Nullable GitOptions options() {
    GitOptions options =
        new GitOptions(
            mode == null ? null : word("--git-mode", mode, GitOptions.Mode.values(), Enum::name),
            dirty == null ? null : word("--dirty", dirty, GitOptions.Dirty.values(), Enum::name),
            exact ? true : null,
            newBranch,
            runHooks ? true : null,
            force ? true : null);
    return options.equals(GitOptions.DEFAULT) ? null : options;
  }

  private static <E> E word(String option, String typed, E[] values, Function<E, String> name) {
    for (E value : values) {
      if (name.apply(value).equalsIgnoreCase(typed)) {
        return value;
      }
    }
    throw new UsageError(
        "%s %s is not known; use one of %s."
            .formatted(
                option,
                typed,
                Arrays.stream(values)
                    .map(value -> name.apply(value).toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(", "))));
  }
}
