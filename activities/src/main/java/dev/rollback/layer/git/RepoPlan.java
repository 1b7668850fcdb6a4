package dev.rollback.layer.git;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rollback.contract.Changes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All that a rollback changes in one repository, and in its submodules.
///
/// @param path of a submodule in its parent; empty for the repository itself
/// @param now what was there when the plan was made; null where no work tree was
/// @param goal what is there afterwards; null for a submodule's work tree that is removed
/// @param changes between the two work trees
/// @param indexChanges between the two indexes, where only some of its entries go back; else empty
/// @param moves references that change, in one transaction
/// @param revert the commit message of the commit that reverts, or null
/// @param bundle content id of the bundle that objects must come from, or null
/// @param gitDirectory a submodule's own, for a work tree that is made anew
@JsonInclude(JsonInclude.Include.NON_NULL)
record RepoPlan(
    RepoPath path,
    boolean bare,
    String objectFormat,
    @Nullable State now,
    @Nullable State goal,
    List<Change> changes,
    List<Change> indexChanges,
    List<Move> moves,
    @Nullable Revert revert,
    @Nullable String bundle,
    @Nullable String gitDirectory,
    List<RepoPlan> submodules) {

  /// A work tree with its HEAD and index; a bare repository has a HEAD only.
  ///
  /// @param filtered unchanged files that go through a filter: git must not take them for changed
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record State(
      Head head, String worktree, IndexState index, Operation operation, List<RepoPath> filtered) {
    State {
      filtered = List.copyOf(filtered);
    }

    static State of(Observation seen) {
      return new State(
          seen.head(), seen.worktree(), seen.index(), seen.operation(), seen.filtered());
    }
  }

  /// A reference's change; the zero id stands for absent.
  record Move(RepoPath name, String from, String to) {
    Move reversed() {
      return new Move(name, to, from);
    }

    boolean isNone() {
      return from.equals(to);
    }
  }

  /// The commit that takes a branch back without taking anything from it.
  record Revert(String id, String tree, String parent, String message, long seconds) {}

  boolean isNothing() {
    boolean here =
        changes.isEmpty()
            && moves.stream().allMatch(Move::isNone)
            && now != null
            && goal != null
            && now.head().isSameAs(goal.head())
            && now.index().equals(goal.index())
            && now.operation().isSameAs(goal.operation());
    return here && submodules.stream().allMatch(RepoPlan::isNothing);
  }

  Changes count() {
    long create = 0;
    long modify = 0;
    long delete = 0;
    for (Change change : changes) {
      if (change.creates()) {
        create++;
      } else if (change.deletes()) {
        delete++;
      } else {
        modify++;
      }
    }
    var all = new Changes(create, modify, delete);
    for (RepoPlan submodule : submodules) {
      all = all.plus(submodule.count());
    }
    return all;
  }
}
