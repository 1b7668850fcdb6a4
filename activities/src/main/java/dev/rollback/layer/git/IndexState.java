package dev.rollback.layer.git;

import java.util.List;

/// An index, with what a tree alone cannot hold.
///
/// @param tree of the merged entries
/// @param stages unmerged entries as `mode id stage TAB path`
/// @param intentToAdd added with `add -N`
/// @param skipped marked skip-worktree
/// @param assumed marked assume-unchanged
record IndexState(
    String tree,
    List<RepoPath> stages,
    List<RepoPath> intentToAdd,
    List<RepoPath> skipped,
    List<RepoPath> assumed) {
  IndexState {
    stages = List.copyOf(stages);
    intentToAdd = List.copyOf(intentToAdd);
    skipped = List.copyOf(skipped);
    assumed = List.copyOf(assumed);
  }

  static IndexState ofTree(String tree) {
    return new IndexState(tree, List.of(), List.of(), List.of(), List.of());
  }

  IndexState withTree(String other) {
    return new IndexState(other, stages, intentToAdd, skipped, assumed);
  }

  boolean isTreeOnly() {
    return stages.isEmpty() && intentToAdd.isEmpty() && skipped.isEmpty() && assumed.isEmpty();
  }
}
