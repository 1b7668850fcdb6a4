package dev.rollback.layer.git;

import dev.rollback.contract.FailureType;
import dev.rollback.layer.Progress;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/// Plans for submodules whose work tree is only on one side: gone since the snapshot, or added
/// since.
final class SubmodulePlans {
  private SubmodulePlans() {}

  /// The work tree is made anew from the submodule's own git directory, which git keeps when a
  /// submodule is removed.
  static RepoPlan recreated(
      Repository parent, Captured.Submodule then, Places places, Progress progress) {
    Captured state = then.state();
    Path gitDirectory = Path.of(state.gitDirectory());
    boolean kept =
        gitDirectory.startsWith(parent.commonDirectory().resolve("modules"))
            && Files.isDirectory(gitDirectory, LinkOption.NOFOLLOW_LINKS);
    if (!kept) {
      throw Refusal.of(
          FailureType.SNAPSHOT_NOT_RESTORABLE,
          "Submodule %s of %s is gone together with its repository %s. Clone it there again, then"
              + " make a new plan.",
          then.path(),
          parent.top(),
          gitDirectory);
    }
    Path top = parent.top().resolve(then.path().text());
    if (!places.isVacant(top.toString())) {
      throw Refusal.of(
          FailureType.ROLLBACK_FAILED,
          "Where submodule %s of %s was, there are other files. Move them and make a new plan.",
          then.path(),
          parent.top());
    }
    progress.report("scanning", 0, 0);
    return new RepoPlan(
        then.path(),
        false,
        state.objectFormat(),
        null,
        new RepoPlan.State(
            state.head(),
            state.worktreeTree(),
            state.indexState(),
            state.operation(),
            state.filtered()),
        List.of(),
        List.of(),
        List.of(),
        null,
        null,
        state.gitDirectory(),
        state.submodules().stream().map(each -> nested(each)).toList());
  }

  private static RepoPlan nested(Captured.Submodule then) {
    throw Refusal.of(
        FailureType.SNAPSHOT_NOT_RESTORABLE,
        "Submodule %s is gone and had submodules of its own. Run git submodule update --init"
            + " --recursive, then make a new plan.",
        then.path());
  }

  /// The work tree is removed; its git directory stays, so that it can be made anew.
  static RepoPlan removed(RepoPath path, Observation seen) {
    Repository submodule = seen.repository();
    if (submodule.gitDirectory().startsWith(submodule.top()) || !seen.submodules().isEmpty()) {
      throw Refusal.of(
          FailureType.ROLLBACK_FAILED,
          "Submodule %s was added since the snapshot and keeps its repository or submodules of its"
              + " own inside. Remove it by hand, then make a new plan.",
          path);
    }
    return new RepoPlan(
        path,
        false,
        submodule.objectFormat(),
        RepoPlan.State.of(seen),
        null,
        seen.raw().objects().difference(seen.worktree(), submodule.emptyTree()),
        List.of(),
        List.of(),
        null,
        null,
        submodule.gitDirectory().toString(),
        List.of());
  }
}
