package dev.rollback.layer.git;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Compares what is there with what a plan promised. Says each thing that was checked, and each
/// that is not as it should be.
final class Proof {
  private final List<String> checked = new ArrayList<>();
  private final List<String> wrong = new ArrayList<>();

  /// Compares one repository and its submodules with their plan.
  void check(Observation seen, RepoPlan plan) {
    RepoPlan.State goal = plan.goal();
    if (goal == null) {
      return;
    }
    String where = plan.path().raw().isEmpty() ? "" : plan.path().shown() + ": ";
    expect(
        where + "HEAD is " + goal.head().shown(),
        goal.head().isSameAs(seen.head()),
        where + "HEAD is " + seen.head().shown() + " instead of " + goal.head().shown());
    expect(
        where + "the index has tree " + goal.index().tree(),
        sameIndex(goal.index(), seen.index()),
        where + "the index differs");
    List<Change> different = different(seen, plan, goal);
    expect(
        where + "the work tree has tree " + goal.worktree(),
        different.isEmpty(),
        where + "the work tree differs");
    different.stream().limit(20).forEach(change -> wrong.add(where + change.shown()));
    contents(seen, plan, where);
    expect(
        where + "no other operation is under way",
        goal.operation().isSameAs(seen.operation()),
        where + "a merge, rebase or the like is under way");
    for (RepoPlan submodule : plan.submodules()) {
      inside(seen, submodule);
    }
  }

  /// Files that no snapshot has and that the plan leaves alone may become ignored, or cease to be.
  private static List<Change> different(Observation seen, RepoPlan plan, RepoPlan.State goal) {
    if (goal.worktree().equals(seen.worktree())) {
      return List.of();
    }
    Set<RepoPath> planned = new HashSet<>();
    plan.changes().forEach(change -> planned.add(change.path()));
    Set<RepoPath> untracked = new HashSet<>(seen.untracked());
    Set<RepoPath> indexed = seen.raw().objects().paths(goal.index().tree());
    return seen.raw().objects().difference(seen.worktree(), goal.worktree()).stream()
        .filter(change -> planned.contains(change.path()) || !mayDiffer(change, untracked, indexed))
        .toList();
  }

  private static boolean mayDiffer(Change change, Set<RepoPath> untracked, Set<RepoPath> indexed) {
    boolean appeared = change.deletes() && untracked.contains(change.path());
    boolean hidden = change.creates() && !indexed.contains(change.path());
    return appeared || hidden;
  }

  private void inside(Observation seen, RepoPlan submodule) {
    List<Observation.Submodule> found =
        seen.submodules().stream().filter(each -> each.path().equals(submodule.path())).toList();
    boolean wanted = submodule.goal() != null;
    expect(
        "submodule %s has its work tree %s".formatted(submodule.path(), wanted ? "" : "no more"),
        wanted != found.isEmpty(),
        "submodule %s has %s work tree".formatted(submodule.path(), wanted ? "no" : "a"));
    found.forEach(each -> check(each.state(), submodule));
  }

  /// The bytes of every file that was written are read again, unless the look has just done it:
  /// what it read was as the index has it, and the index has the goal's tree.
  private void contents(Observation seen, RepoPlan plan, String where) {
    List<Change> written = plan.changes().stream().filter(Change::leavesFile).toList();
    if (written.isEmpty() || !wrong.isEmpty()) {
      return;
    }
    List<Change> unread =
        written.stream().filter(each -> !seen.read().contains(each.path())).toList();
    Map<RepoPath, String> ids =
        seen.raw().objects().ids(unread.stream().map(Change::path).toList());
    List<Change> other =
        unread.stream().filter(each -> !each.newId().equals(ids.get(each.path()))).toList();
    expect(
        where + "%d written files have the snapshot's bytes".formatted(written.size()),
        other.isEmpty(),
        where + "%d files have other bytes".formatted(other.size()));
    other.stream().limit(20).forEach(change -> wrong.add(where + change.path()));
  }

  void expect(String checkedThing, boolean right, String wrongThing) {
    if (right) {
      checked.add(checkedThing);
    } else {
      wrong.add(wrongThing);
    }
  }

  private static boolean sameIndex(IndexState wanted, IndexState seen) {
    return wanted.tree().equals(seen.tree())
        && same(wanted.stages(), seen.stages())
        && same(wanted.intentToAdd(), seen.intentToAdd())
        && same(wanted.skipped(), seen.skipped())
        && same(wanted.assumed(), seen.assumed());
  }

  private static boolean same(List<RepoPath> wanted, List<RepoPath> seen) {
    Set<RepoPath> all = new HashSet<>(wanted);
    return all.equals(new HashSet<>(seen));
  }

  boolean holds() {
    return wrong.isEmpty();
  }

  List<String> checked() {
    return List.copyOf(checked);
  }

  List<String> wrong() {
    return List.copyOf(wrong);
  }
}
