package dev.rollback.layer.git;

import dev.rollback.activity.PlanOrder;
import dev.rollback.contract.FailureType;
import dev.rollback.contract.GitOptions;
import dev.rollback.contract.Loss;
import dev.rollback.contract.SnapshotHandle;
import dev.rollback.layer.Progress;
import dev.rollback.store.ContentId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Compares a snapshot with what is there and says what a rollback would do. Changes nothing: what
/// it writes goes to its scratch directory.
final class Planner {
  private final Places places;
  private final Stored stored;
  private final PlanOrder order;
  private final GitOptions options;
  private final Scratch scratch;
  private final Progress progress;
  private final List<Loss> losses = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private final List<String> sample = new ArrayList<>();

  /// What a plan is of (null where a repository is made anew), and the state that it was made for.
  record Made(@Nullable RepoPlan plan, String fingerprint, @Nullable String cleanIndex) {}

  Planner(Places places, Stored stored, PlanOrder order, Scratch scratch, Progress progress) {
    this.places = places;
    this.stored = stored;
    this.order = order;
    this.options = order.exact() ? GitOptions.exactly() : order.git();
    this.scratch = scratch;
    this.progress = progress;
  }

  List<Loss> losses() {
    return List.copyOf(losses);
  }

  List<String> warnings() {
    return List.copyOf(warnings);
  }

  List<String> sample() {
    return List.copyOf(sample);
  }

  GitOptions.Mode mode() {
    if (options.runsHooks()) {
      throw Refusal.of(
          FailureType.INVALID_REQUEST,
          "git.run_hooks is not supported: no program of a repository is run. Run its hooks after"
              + " the rollback.");
    }
    boolean paths = !order.paths().isEmpty();
    if (options.mode() == null && paths) {
      return GitOptions.Mode.PATHS;
    }
    if (paths != (options.modeOrDefault() == GitOptions.Mode.PATHS)) {
      throw Refusal.of(
          FailureType.INVALID_REQUEST,
          paths
              ? "paths is given, and git.mode is not paths. Leave one of them out."
              : "git.mode paths needs the request's paths.");
    }
    return options.modeOrDefault();
  }

  Made bare(Repository repository, Captured captured) {
    if (mode() != GitOptions.Mode.MOVE) {
      throw Refusal.of(
          FailureType.INVALID_REQUEST,
          "%s is a bare repository: only git.mode move applies to it.",
          repository.top());
    }
    Map<RepoPath, String> now = new HashMap<>();
    BareRepository.references(repository).forEach(each -> now.put(each.name(), each.id()));
    var moves = new ArrayList<RepoPlan.Move>();
    for (Operation.Reference then : captured.references()) {
      String from = now.getOrDefault(then.name(), repository.zero());
      now.remove(then.name());
      if (!from.equals(then.id())) {
        moves.add(new RepoPlan.Move(then.name(), from, then.id()));
      }
    }
    if (options.removesUntracked()) {
      now.forEach((name, id) -> moves.add(new RepoPlan.Move(name, id, repository.zero())));
    }
    RepoPlan plan = BareRepository.plan(repository, captured, moves);
    moves.stream()
        .limit(Loss.MOST_NAMED)
        .forEach(move -> sample.add("move " + move.name() + " to " + move.to().substring(0, 12)));
    new Preflight(repository).requireObjects(RawTree.create(repository, raw(), true), plan);
    return new Made(plan, BareRepository.fingerprint(repository), null);
  }

  private Path raw() {
    return scratch.resolve("raw");
  }

  Made worktree(Repository repository, Captured captured) {
    var wish =
        new Goal.Wish(
            mode(),
            options.dirtyOrDefault(),
            order.exact() || options.removesUntracked(),
            options.newBranch(),
            Goal.within(repository, order.paths()),
            message(order.handle(), order.planId()),
            order.handle().takenAt());
    new Preflight(repository).requireFree(options.forces());
    var observer =
        new Observer(repository, raw(), true, top -> places.openSubmodule(top, progress));
    String cleanIndex = IndexDigest.of(repository);
    observer.raw().objects().foresee(captured.worktreeTree());
    Observation seen = observer.observe(List.of());
    RepoPlan plan = planned(seen, captured, wish, RepoPath.of(""));
    sample(plan);
    boolean plain = seen.isPlain() && !wish.exact();
    return new Made(plan, fingerprint(seen, plan), plain ? cleanIndex : null);
  }

  /// What a rollback writes into reflogs and commits.
  static String message(SnapshotHandle handle, String planId) {
    return "rollback to snapshot " + handle.displayName() + " (plan " + planId + ")";
  }

  /// Of a state, and of the references that a plan would move.
  static String fingerprint(Observation seen, RepoPlan plan) {
    var text = new StringBuilder(seen.fingerprint());
    for (RepoPlan.Move move : plan.moves()) {
      text.append(Commits.current(seen.repository(), move.name(), seen.head()));
    }
    return ContentId.of(text.toString().getBytes(StandardCharsets.ISO_8859_1)).hex();
  }

  private RepoPlan planned(Observation seen, Captured captured, Goal.Wish wish, RepoPath path) {
    var preflight = new Preflight(seen.repository());
    preflight.requireFree(options.forces());
    preflight.requireClean(seen, wish.dirty());
    String bundle = borrow(seen, captured);
    List<RepoPlan> submodules =
        wish.mode() == GitOptions.Mode.PATHS ? List.of() : submodules(seen, captured, wish);
    RepoPlan plan = new Goal(seen, captured, wish).plan(path, bundle, submodules);
    preflight.requireNotElsewhere(plan.moves());
    preflight.requireObjects(seen.raw(), plan);
    preflight.requireNoIgnoredInTheWay(plan.changes());
    var told = new Losses(seen, plan, wish.mode());
    losses.addAll(told.losses());
    warnings.addAll(told.warnings(captured));
    return plan;
  }

  /// Brings the bundle's objects into the quarantine when the repository has lost its own.
  private @Nullable String borrow(Observation seen, Captured captured) {
    if (captured.bundle() == null) {
      return null;
    }
    var needed = new ArrayList<>(List.of(captured.worktreeTree(), captured.indexState().tree()));
    if (captured.head().commit() != null) {
      needed.add(captured.head().commit());
    }
    if (seen.raw().objects().sizes(needed).values().stream().noneMatch(size -> size < 0)) {
      return null;
    }
    var file = scratch.resolve("bundle");
    stored.copy(captured.bundle(), file);
    seen.raw().objects().unbundle(file);
    return captured.bundle();
  }

  private List<RepoPlan> submodules(Observation seen, Captured captured, Goal.Wish wish) {
    var plans = new ArrayList<RepoPlan>();
    Map<RepoPath, Observation> present = new HashMap<>();
    seen.submodules().forEach(each -> present.put(each.path(), each.state()));
    for (Captured.Submodule then : captured.submodules()) {
      Observation now = present.remove(then.path());
      plans.add(
          now == null
              ? SubmodulePlans.recreated(seen.repository(), then, places, progress)
              : planned(now, then.state(), wish.forSubmodule(), then.path()));
    }
    if (wish.exact()) {
      present.forEach(
          (path, state) -> {
            if (!captured.absentSubmodules().contains(path)) {
              plans.add(SubmodulePlans.removed(path, state));
            }
          });
    }
    return plans;
  }

  private void sample(RepoPlan plan) {
    String prefix = plan.path().raw().isEmpty() ? "" : plan.path().shown() + ": ";
    if (plan.now() != null && plan.goal() != null) {
      Head from = plan.now().head();
      Head to = plan.goal().head();
      if (!from.isSameAs(to)) {
        sample.add("%smove HEAD from %s to %s".formatted(prefix, from.shown(), to.shown()));
      }
    }
    plan.changes().stream()
        .limit(Loss.MOST_NAMED)
        .forEach(change -> sample.add(prefix + change.shown()));
    plan.submodules().forEach(this::sample);
  }
}
