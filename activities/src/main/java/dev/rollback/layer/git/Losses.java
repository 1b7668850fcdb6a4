package dev.rollback.layer.git;

import dev.rollback.contract.GitOptions;
import dev.rollback.contract.Loss;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a rollback takes from a repository, and what an operator should know before agreeing.
final class Losses {
  private final Observation seen;
  private final RepoPlan plan;
  private final GitOptions.Mode mode;

  Losses(Observation seen, RepoPlan plan, GitOptions.Mode mode) {
    this.seen = seen;
    this.plan = plan;
    this.mode = mode;
  }

  List<Loss> losses() {
    var losses = new ArrayList<Loss>();
    add(losses, "commit", commits());
    Set<RepoPath> touched = new HashSet<>();
    plan.changes().forEach(change -> touched.add(change.path()));
    add(losses, "uncommitted_file", named(seen.dirty(), touched));
    add(losses, "untracked_file", named(seen.untracked(), touched));
    return losses;
  }

  private static void add(List<Loss> losses, String kind, List<String> names) {
    if (!names.isEmpty()) {
      losses.add(new Loss(kind, names.size(), names));
    }
  }

  private List<String> named(List<RepoPath> paths, Set<RepoPath> touched) {
    String prefix = plan.path().raw().isEmpty() ? "" : plan.path().shown() + "/";
    return paths.stream().filter(touched::contains).map(path -> prefix + path.shown()).toList();
  }

  /// Commits that no branch will have: those that leave the moved branch, and those of a detached
  /// HEAD.
  private List<String> commits() {
    if (mode != GitOptions.Mode.MOVE || plan.goal() == null) {
      return List.of();
    }
    var commits = new ArrayList<String>();
    String zero = seen.repository().zero();
    for (RepoPlan.Move move : plan.moves()) {
      if (!move.isNone() && !move.from().equals(zero)) {
        commits.addAll(between(move.to().equals(zero) ? null : move.to(), move.from(), false));
      }
    }
    boolean leaves = !Objects.equals(plan.goal().head().commit(), seen.head().commit());
    if (seen.head().isDetached() && leaves && seen.head().commit() != null) {
      commits.addAll(between(plan.goal().head().commit(), seen.head().commit(), true));
    }
    return commits;
  }

  private List<String> between(@Nullable String from, String to, boolean unreferenced) {
    var arguments = new ArrayList<>(List.of("log", "--no-decorate", "--format=%h %s", to));
    if (from != null) {
      arguments.add("^" + from);
    }
    if (unreferenced) {
      arguments.addAll(List.of("--not", "--branches", "--tags", "--remotes"));
    }
    return seen.git(arguments.toArray(String[]::new)).lines().stream()
        .map(Preflight::text)
        .toList();
  }

  List<String> warnings(Captured captured) {
    var warnings = new ArrayList<String>();
    pushed(captured, warnings);
    if (plan.revert() == null && mode == GitOptions.Mode.REVERT) {
      warnings.add("HEAD has the snapshot's content already: no revert commit is made.");
    }
    long filtered = seen.converted().stream().filter(Attributes.Converted::filter).count();
    if (filtered > 0) {
      warnings.add(
          "%d files go through a filter (LFS or the like): their bytes come from the snapshot, and"
                  .formatted(filtered)
              + " the filter is not run.");
    }
    Set<RepoPath> kept = new HashSet<>();
    captured.submodules().forEach(each -> kept.add(each.path()));
    seen.submodules().stream()
        .map(Observation.Submodule::path)
        .filter(path -> !kept.contains(path))
        .forEach(
            path ->
                warnings.add(
                    "Submodule %s has no work tree in the snapshot; %s."
                        .formatted(
                            path,
                            plan.submodules().stream().anyMatch(each -> each.path().equals(path))
                                ? "its work tree is removed"
                                : "its work tree stays")));
    return warnings;
  }

  private void pushed(Captured captured, List<String> warnings) {
    RepoPath upstream = captured.upstream();
    String commit = captured.head().commit();
    boolean moves = plan.moves().stream().anyMatch(move -> !move.isNone());
    if (mode != GitOptions.Mode.MOVE || !moves || upstream == null || commit == null) {
      return;
    }
    if (!upstream.isText() || seen.repository().resolve(upstream.text()).isEmpty()) {
      return;
    }
    String count = seen.git("rev-list", "--count", upstream.text(), "^" + commit).line();
    if (!count.equals("0")) {
      warnings.add(
          "%s has %s commits after the snapshot: the branch is pushed. Consider git.mode revert."
              .formatted(upstream.shown().replaceFirst("^refs/remotes/", ""), count));
    }
  }
}
