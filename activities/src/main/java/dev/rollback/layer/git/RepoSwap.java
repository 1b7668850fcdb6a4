package dev.rollback.layer.git;

import dev.rollback.layer.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Carries a repository's plan out, or takes it back, the repository first and its submodules after
/// it. Holds the index locks of all of them until it is closed.
final class RepoSwap implements AutoCloseable {
  private final Places places;
  private final PlanRecord plan;
  private final Path scratch;
  private final Progress progress;
  private final Map<Path, IndexLock> locks = new HashMap<>();
  private int looks;
  private boolean touched;

  RepoSwap(Places places, PlanRecord plan, Path scratch, Progress progress) {
    this.places = places;
    this.plan = plan;
    this.scratch = scratch;
    this.progress = progress;
  }

  /// Locks the repository and those submodules that have a work tree.
  void lock(Repository repository, RepoPlan of) {
    if (of.bare()) {
      return;
    }
    locks.computeIfAbsent(
        repository.gitDirectory(), _ -> IndexLock.take(repository, plan.planId()));
    for (RepoPlan submodule : of.submodules()) {
      Path top = top(repository, submodule);
      if (Files.exists(top.resolve(".git"), LinkOption.NOFOLLOW_LINKS)) {
        lock(places.openSubmodule(top, progress), submodule);
      }
    }
  }

  /// A clean work tree as the plan had it, where HEAD, index and references are still the same.
  /// Files that the plan changes are checked by git before it writes; others by the proof.
  Optional<Observation> presume(Repository repository) {
    RepoPlan of = plan.repoPlan();
    RepoPlan.State now = of.now();
    boolean same =
        now != null
            && plan.cleanIndex() != null
            && plan.cleanIndex().equals(IndexDigest.of(repository))
            && now.head().isSameAs(Head.of(repository))
            && Operation.underWay(repository).isEmpty()
            && of.moves().stream().allMatch(move -> isStillThere(repository, move, now.head()));
    if (!same || now == null) {
      return Optional.empty();
    }
    RawTree raw = RawTree.create(repository, scratch.resolve("look-" + looks++), false);
    raw.beginWithIndex();
    return Optional.of(Observation.plain(repository, now.head(), now.worktree(), raw, Set.of()));
  }

  private static boolean isStillThere(Repository repository, RepoPlan.Move move, Head head) {
    return Commits.current(repository, move.name(), head).equals(move.from());
  }

  Observation observe(Repository repository, Collection<RepoPath> also) {
    Path place = scratch.resolve("look-" + looks++);
    return new Observer(repository, place, false, top -> places.openSubmodule(top, progress))
        .observe(also);
  }

  /// What is there after a rollback, with the content of what it wrote.
  Observation observeWritten(Repository repository, RepoPlan of) {
    Set<RepoPath> written =
        of.changes().stream()
            .filter(Change::leavesFile)
            .map(Change::path)
            .collect(Collectors.toSet());
    Path place = scratch.resolve("look-" + looks++);
    return new Observer(repository, place, false, top -> places.openSubmodule(top, progress))
        .observeReading(written);
  }

  /// Makes the target as the plan has it.
  ///
  /// @param first what is there, when nothing was begun before; else it is looked at again
  void forward(Repository repository, RepoPlan of, List<Observation> first) {
    if (of.bare()) {
      bare(repository, of, true);
      return;
    }
    RepoPlan.State goal = of.goal();
    if (goal == null) {
      removed(repository, of);
      return;
    }
    Observation seen = first.isEmpty() ? again(repository, of) : first.getFirst();
    makeRevert(repository, of);
    RepoPlan.State now = of.now();
    if (now == null) {
      var changes = seen.raw().objects().difference(seen.worktree(), goal.worktree());
      swap(repository).reach(seen, seen.worktree(), goal, changes, moves(repository, goal));
    } else {
      makeIndexTree(seen, of);
      swap(repository).reach(seen, now.worktree(), goal, of.changes(), of.moves());
    }
    touched = true;
    for (RepoPlan submodule : of.submodules()) {
      Repository inner = inner(repository, submodule);
      forward(inner, submodule, inside(first, submodule));
    }
  }

  /// Whether anything was changed; a refusal before that leaves nothing to put back.
  boolean hasTouched() {
    return touched;
  }

  /// Makes the target as it was before.
  void back(Repository repository, RepoPlan of) {
    if (of.bare()) {
      bare(repository, of, false);
      return;
    }
    RepoPlan.State now = of.now();
    if (now == null) {
      vanish(repository, again(repository, of));
      return;
    }
    Observation seen = again(repository, of);
    var changes = of.changes().stream().map(Change::reversed).toList();
    var moves = of.moves().stream().map(RepoPlan.Move::reversed).toList();
    RepoPlan.State goal = of.goal();
    String start = goal == null ? repository.emptyTree() : goal.worktree();
    swap(repository).reach(seen, start, now, changes, moves);
    for (RepoPlan submodule : of.submodules()) {
      Path top = top(repository, submodule);
      boolean there = Files.exists(top.resolve(".git"), LinkOption.NOFOLLOW_LINKS);
      if (there || submodule.now() != null) {
        back(inner(repository, submodule), submodule);
      }
    }
  }

  private Swap swap(Repository repository) {
    return new Swap(repository, plan.planId(), plan.message(), scratch);
  }

  private void bare(Repository repository, RepoPlan of, boolean forward) {
    List<RepoPlan.Move> moves =
        forward ? of.moves() : of.moves().stream().map(RepoPlan.Move::reversed).toList();
    RepoPlan.State to = forward ? of.goal() : of.now();
    Swap.moveAll(repository, moves, plan.message());
    if (to != null) {
      Swap.setHead(repository, to.head(), plan.message());
    }
  }

  /// A mixed index has a tree that no snapshot has.
  private static void makeIndexTree(Observation seen, RepoPlan of) {
    if (of.now() != null && !of.indexChanges().isEmpty()) {
      seen.raw().treeWith(of.now().index().tree(), of.indexChanges());
    }
  }

  private void makeRevert(Repository repository, RepoPlan of) {
    if (of.revert() != null) {
      Commits.revert(repository, of.revert(), Map.of());
    }
  }

  /// What is there after a first try: the plan's own paths are read even where git now ignores
  /// them.
  private Observation again(Repository repository, RepoPlan of) {
    List<RepoPath> paths =
        of.changes().stream()
            .map(Change::path)
            .filter(path -> OnDisk.hasFile(repository, path))
            .toList();
    Set<RepoPath> also = IgnoreRules.ignoredNow(repository, paths);
    return observe(repository, also);
  }

  private static List<Observation> inside(List<Observation> first, RepoPlan submodule) {
    return first.stream()
        .flatMap(each -> each.submodules().stream())
        .filter(each -> each.path().equals(submodule.path()))
        .map(Observation.Submodule::state)
        .toList();
  }

  private static Path top(Repository parent, RepoPlan submodule) {
    return parent.top().resolve(submodule.path().text());
  }

  /// A submodule's work tree, tied to its own git directory again where it had gone.
  private Repository inner(Repository parent, RepoPlan submodule) {
    Path top = top(parent, submodule);
    Path link = top.resolve(".git");
    if (!Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
      try {
        Files.createDirectories(top);
        Path own = Path.of(String.valueOf(submodule.gitDirectory()));
        Files.writeString(link, "gitdir: " + top.relativize(own) + "\n");
      } catch (IOException e) {
        throw Refusal.of(link.toString(), e);
      }
    }
    Repository inner = places.openSubmodule(top, progress);
    lock(inner, submodule);
    return inner;
  }

  private void removed(Repository repository, RepoPlan of) {
    Observation seen = again(repository, of);
    if (of.changes().isEmpty() || !seen.worktree().equals(repository.emptyTree())) {
      seen.raw().update(repository.emptyTree());
    }
    untie(repository);
  }

  private void vanish(Repository repository, Observation seen) {
    seen.raw().update(repository.emptyTree());
    untie(repository);
  }

  private void untie(Repository repository) {
    try {
      IndexLock lock = locks.remove(repository.gitDirectory());
      if (lock != null) {
        lock.close();
      }
      Files.deleteIfExists(repository.top().resolve(".git"));
      try (var left = Files.newDirectoryStream(repository.top())) {
        if (left.iterator().hasNext()) {
          return;
        }
      }
      Files.deleteIfExists(repository.top());
    } catch (IOException e) {
      throw Refusal.of(repository.top().toString(), e);
    }
  }

  /// How a submodule's references go to a goal from wherever they are.
  private static List<RepoPlan.Move> moves(Repository repository, RepoPlan.State goal) {
    RepoPath branch = goal.head().branch();
    if (branch == null) {
      return List.of();
    }
    String to = goal.head().commit();
    return List.of(
        new RepoPlan.Move(
            branch, Commits.current(repository, branch), to == null ? repository.zero() : to));
  }

  @Override
  public void close() {
    locks.values().forEach(IndexLock::close);
    locks.clear();
  }
}
