package dev.rollback.layer.git;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Where HEAD points.
///
/// @param branch the full reference name when symbolic, null when detached
/// @param commit what it resolves to, null on an unborn branch
record Head(@Nullable RepoPath branch, @Nullable String commit) {

  static Head of(Repository repository) {
    Beside<Output> asked = Beside.begin(() -> repository.ask("symbolic-ref", "-q", "HEAD"));
    String commit = repository.resolve("HEAD").orElse(null);
    Output symbolic = asked.answer();
    RepoPath branch = symbolic.succeeded() ? new RepoPath(symbolic.line()) : null;
    return new Head(branch, commit);
  }

  boolean isDetached() {
    return branch == null;
  }

  /// The branch as people write it.
  @Nullable String branchName() {
    return branch == null ? null : branch.shown().replaceFirst("^refs/heads/", "");
  }

  String shown() {
    String at = commit == null ? "no commit yet" : commit.substring(0, 12);
    return branch == null ? "detached at " + at : branchName() + " at " + at;
  }

  boolean isSameAs(Head other) {
    return Objects.equals(branch, other.branch) && Objects.equals(commit, other.commit);
  }
}
