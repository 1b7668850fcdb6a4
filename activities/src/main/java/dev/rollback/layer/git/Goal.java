package dev.rollback.layer.git;

import dev.rollback.contract.FailureType;
import dev.rollback.contract.GitOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Where a rollback takes one work tree: which files change, what HEAD, index and branches become.
final class Goal {
  private final Observation seen;
  private final Captured captured;
  private final Wish wish;

  private List<Change> changes = List.of();
  private List<Change> indexChanges = List.of();
  private List<RepoPlan.Move> moves = List.of();
  private RepoPlan.@Nullable Revert revert;

  /// What was asked for.
  ///
  /// @param exact whether untracked files that the snapshot does not have are removed
  /// @param paths for [GitOptions.Mode#PATHS]
  record Wish(
      GitOptions.Mode mode,
      GitOptions.Dirty dirty,
      boolean exact,
      @Nullable String newBranch,
      List<RepoPath> paths,
      String message,
      long seconds) {

    /// The same for a submodule, whose HEAD always goes back with the rest.
    Wish forSubmodule() {
      return new Wish(GitOptions.Mode.MOVE, dirty, exact, null, List.of(), message, seconds);
    }
  }

  Goal(Observation seen, Captured captured, Wish wish) {
    this.seen = seen;
    this.captured = captured;
    this.wish = wish;
  }

  RepoPlan plan(RepoPath path, @Nullable String bundle, List<RepoPlan> submodules) {
    requireWishedPaths();
    Head head = head();
    RawTree raw = seen.raw();
    List<Change> all = raw.objects().difference(seen.worktree(), captured.worktreeTree());
    Set<RepoPath> left = left(all);
    changes = all.stream().filter(change -> !left.contains(change.path())).toList();
    String worktree =
        left.isEmpty() ? captured.worktreeTree() : raw.treeWith(seen.worktree(), changes);
    var goal =
        new RepoPlan.State(
            head,
            worktree,
            index(left),
            wish.mode() == GitOptions.Mode.PATHS ? seen.operation() : captured.operation(),
            captured.filtered());
    return new RepoPlan(
        path,
        false,
        captured.objectFormat(),
        RepoPlan.State.of(seen),
        goal,
        changes,
        indexChanges,
        moves,
        revert,
        bundle,
        captured.gitDirectory(),
        submodules);
  }

  private Head head() {
    String commit = captured.head().commit();
    return switch (wish.mode()) {
      case MOVE -> moved();
      case PATHS -> seen.head();
      case DETACH -> new Head(null, needed(commit));
      case BRANCH -> branched(needed(commit));
      case REVERT -> reverted(needed(commit));
    };
  }

  private Head moved() {
    RepoPath branch = captured.head().branch();
    if (branch != null) {
      String zero = seen.repository().zero();
      String from =
          branch.equals(seen.head().branch())
              ? String.valueOf(seen.head().commit() == null ? zero : seen.head().commit())
              : current(branch);
      String to = captured.head().commit() == null ? zero : captured.head().commit();
      moves = List.of(new RepoPlan.Move(branch, from, String.valueOf(to)));
    }
    return captured.head();
  }

  private Head branched(String commit) {
    String name = String.valueOf(wish.newBranch());
    var branch = RepoPath.of("refs/heads/" + name);
    Output valid = seen.repository().ask("check-ref-format", "refs/heads/" + name);
    if (!valid.succeeded() || name.startsWith("-")) {
      throw Refusal.of(FailureType.INVALID_REQUEST, "git.new_branch %s is no branch name.", branch);
    }
    String zero = seen.repository().zero();
    if (!current(branch).equals(zero)) {
      throw Refusal.of(
          FailureType.INVALID_REQUEST,
          "git.new_branch %s exists in %s already. Choose another name.",
          name,
          seen.repository().top());
    }
    moves = List.of(new RepoPlan.Move(branch, zero, commit));
    return new Head(branch, commit);
  }

  private Head reverted(String commit) {
    String parent = needed(seen.head().commit());
    String tree = seen.git("rev-parse", commit + "^{tree}").line();
    if (tree.equals(seen.git("rev-parse", parent + "^{tree}").line())) {
      return seen.head();
    }
    var made = new RepoPlan.Revert("", tree, parent, message(commit, parent), wish.seconds());
    String id = Commits.revert(seen.repository(), made, seen.raw().objectEnvironment());
    revert = new RepoPlan.Revert(id, tree, parent, made.message(), wish.seconds());
    RepoPath branch = seen.head().branch();
    if (branch != null) {
      moves = List.of(new RepoPlan.Move(branch, parent, id));
    }
    return new Head(branch, id);
  }

  private String message(String commit, String parent) {
    String lost =
        seen.git("log", "--no-decorate", "--format=%h %s", "-n", "50", parent, "^" + commit).raw();
    String text = new String(lost.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    return "Revert to %s\n\n%s. It takes back:\n\n%s"
        .formatted(commit.substring(0, 12), wish.message(), text);
  }

  private String needed(@Nullable String commit) {
    if (commit == null) {
      throw Refusal.of(
          FailureType.INVALID_REQUEST,
          "git.mode %s needs a commit, and %s has none yet. Use mode move.",
          wish.mode().wireName(),
          seen.repository().top());
    }
    return commit;
  }

  private String current(RepoPath reference) {
    return Commits.current(seen.repository(), reference);
  }

  /// Differing paths that stay as they are now.
  private Set<RepoPath> left(List<Change> all) {
    Set<RepoPath> left = new HashSet<>();
    if (wish.mode() == GitOptions.Mode.PATHS) {
      all.stream().map(Change::path).filter(path -> !isWished(path)).forEach(left::add);
    }
    if (wish.dirty() == GitOptions.Dirty.KEEP) {
      left.addAll(keptEdits(all));
    }
    Set<RepoPath> strangers = strangers(all);
    if (wish.exact()) {
      boolean sameRules =
          all.stream().noneMatch(change -> change.path().raw().endsWith(".gitignore"));
      RawTree raw = seen.raw();
      strangers =
          sameRules
              ? Set.of()
              : new IgnoreRules(seen.repository(), raw, raw.place("rules"))
                  .ignored(captured.worktreeTree(), strangers);
    }
    left.addAll(strangers);
    Set<RepoPath> present =
        seen.submodules().stream().map(Observation.Submodule::path).collect(Collectors.toSet());
    all.stream()
        .filter(change -> change.newMode().equals(Change.SUBMODULE))
        .map(Change::path)
        .filter(path -> captured.absentSubmodules().contains(path) && present.contains(path))
        .forEach(left::add);
    return left;
  }

  private boolean isWished(RepoPath path) {
    return wish.paths().stream().anyMatch(path::isWithin);
  }

  private Set<RepoPath> keptEdits(List<Change> all) {
    Set<RepoPath> edited = new HashSet<>(seen.dirty());
    String committed =
        seen.head().commit() == null
            ? seen.repository().emptyTree()
            : seen.git("rev-parse", seen.head().commit() + "^{tree}").line();
    Set<RepoPath> rolledBack =
        seen.raw().objects().difference(committed, captured.worktreeTree()).stream()
            .map(Change::path)
            .collect(Collectors.toSet());
    Set<RepoPath> kept = new HashSet<>();
    for (Change change : all) {
      if (edited.contains(change.path())) {
        if (rolledBack.contains(change.path())) {
          throw Refusal.of(
              FailureType.ROLLBACK_FAILED,
              "%s in %s has uncommitted changes that are in the way, and git.dirty is keep. Commit"
                  + " or move them, or use git.dirty save.",
              change.path(),
              seen.repository().top());
        }
        kept.add(change.path());
      }
    }
    return kept;
  }

  /// Untracked files that the snapshot does not have and that are in nothing's way.
  private Set<RepoPath> strangers(List<Change> all) {
    Set<RepoPath> untracked = new HashSet<>(seen.untracked());
    Set<String> made = new HashSet<>();
    Set<String> directories = new HashSet<>();
    for (Change change : all) {
      if (!change.deletes()) {
        made.add(change.path().raw());
        directories.addAll(parents(change.path()));
      }
    }
    return all.stream()
        .filter(Change::deletes)
        .map(Change::path)
        .filter(untracked::contains)
        .filter(path -> !directories.contains(path.raw()))
        .filter(path -> parents(path).stream().noneMatch(made::contains))
        .collect(Collectors.toSet());
  }

  private static List<String> parents(RepoPath path) {
    var parents = new ArrayList<String>();
    for (int at = path.raw().lastIndexOf('/'); at > 0; at = path.raw().lastIndexOf('/', at - 1)) {
      parents.add(path.raw().substring(0, at));
    }
    return parents;
  }

  private IndexState index(Set<RepoPath> left) {
    IndexState then = captured.indexState();
    boolean paths = wish.mode() == GitOptions.Mode.PATHS;
    boolean keep = wish.dirty() == GitOptions.Dirty.KEEP;
    if (!paths && !keep) {
      return then;
    }
    indexChanges =
        seen.raw().objects().difference(seen.index().tree(), then.tree()).stream()
            .filter(change -> paths ? isWished(change.path()) : !left.contains(change.path()))
            .toList();
    IndexState flags = paths ? seen.index() : then;
    return flags.withTree(seen.raw().treeWith(seen.index().tree(), indexChanges));
  }

  /// A request's paths as the repository names them.
  static List<RepoPath> within(Repository repository, List<String> paths) {
    var names = new ArrayList<RepoPath>();
    for (String path : paths) {
      Path absolute = repository.top().resolve(path).normalize();
      if (!absolute.startsWith(repository.top()) || absolute.equals(repository.top())) {
        throw Refusal.of(
            FailureType.INVALID_REQUEST,
            "Path %s does not lie inside %s.",
            RepoPath.of(path),
            repository.top());
      }
      names.add(RepoPath.of(repository.top().relativize(absolute).toString()));
    }
    return names;
  }

  private void requireWishedPaths() {
    for (RepoPath path : wish.paths()) {
      if (!seen.raw().objects().has(seen.worktree(), path)
          && !seen.raw().objects().has(captured.worktreeTree(), path)) {
        throw Refusal.of(
            FailureType.PATH_NOT_FOUND,
            "Neither the snapshot nor %s has %s.",
            seen.repository().top(),
            path);
      }
    }
  }
}
