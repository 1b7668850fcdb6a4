package dev.rollback.benchmarks;

import dev.rollback.activity.CaptureOrder;
import dev.rollback.activity.PlanOrder;
import dev.rollback.activity.RestoreOrder;
import dev.rollback.contract.CapturedLayer;
import dev.rollback.contract.GitOptions;
import dev.rollback.contract.LayerPlan;
import dev.rollback.contract.RestoreOutcome;
import dev.rollback.contract.SnapshotSpec;
import dev.rollback.files.AllowedRoots;
import dev.rollback.files.FileEngine;
import dev.rollback.layer.Progress;
import dev.rollback.layer.git.GitLayer;
import dev.rollback.store.SnapshotStore;
import dev.rollback.store.Stores;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A rollback over 1 % of a large repository beside `git reset --hard` of the same change, in turn,
/// from the same state. The rollback's result is compared with git's own view each time.
///
/// Options: `--rounds` (20), `--warm-up` (10), `--archive` (a tar file, or `none`), `--in` (a
/// directory).
final class GitBenchmark {
  private final GitTree tree;
  private final GitLayer layer;
  private final SnapshotSpec.GitCommit spec;
  private int number;

  private Times reset = new Times();
  private Times capture = new Times();
  private Times plan = new Times();
  private Times restore = new Times();
  private Times planAndRestore = new Times();
  private Times all = new Times();

  private GitBenchmark(GitTree tree, GitLayer layer) {
    this.tree = tree;
    this.layer = layer;
    this.spec = SnapshotSpec.GitCommit.of(tree.top.toString());
  }

  public static void main(String[] arguments) throws IOException {
    Options options = Options.of(arguments);
    try (Place place = Place.make(options);
        SnapshotStore store = Stores.open(place.directory().resolve("store"), Optional.empty())) {
      place.describe("git: rollback over 1 % of a repository", "git version");
      GitTree tree = GitTree.make(place.directory(), options);
      AllowedRoots roots = AllowedRoots.of(List.of(tree.top));
      Path state = place.directory().resolve("state");
      Path kept = place.directory().resolve("store");
      var files =
          new FileEngine(roots, store, state.resolve("files"), Set.of(kept), Clock.systemUTC());
      var layer =
          new GitLayer(store, roots, files, state.resolve("git"), "here", Clock.systemUTC());
      new GitBenchmark(tree, layer)
          .run(options.number("warm-up", 10), options.number("rounds", 20));
    }
  }

  private void run(int warmUp, int rounds) throws IOException {
    tree.git("reset", "-q", "--hard", tree.first);
    CapturedLayer then = capture(false);
    for (int round = 0; round < warmUp; round++) {
      round(then);
    }
    forget();
    for (int round = 0; round < rounds; round++) {
      round(then);
    }
    report();
  }

  private void forget() {
    reset = new Times();
    capture = new Times();
    plan = new Times();
    restore = new Times();
    planAndRestore = new Times();
    all = new Times();
  }

  private void round(CapturedLayer then) throws IOException {
    tree.git("reset", "-q", "--hard", tree.second);
    long start = System.nanoTime();
    tree.git("reset", "-q", "--hard", tree.first);
    reset.add(System.nanoTime() - start);

    tree.git("reset", "-q", "--hard", tree.second);
    start = System.nanoTime();
    capture(true);
    long captured = System.nanoTime();
    LayerPlan planned = plan(then);
    long ready = System.nanoTime();
    RestoreOutcome outcome = restore(then, planned);
    long restored = System.nanoTime();
    capture.add(captured - start);
    plan.add(ready - captured);
    restore.add(restored - ready);
    planAndRestore.add(restored - captured);
    all.add(restored - start);
    requireRestored(outcome);
  }

  private CapturedLayer capture(boolean safety) {
    String id = "snapshot-" + number++;
    var order = new CaptureOrder(id, id, null, spec, safety, safety ? "rollback" : null);
    return layer.capture(order, spec, Progress.NONE);
  }

  private LayerPlan plan(CapturedLayer then) {
    var order =
        new PlanOrder("plan-" + number++, then.handle(), List.of(), GitOptions.DEFAULT, false);
    return layer.plan(order, spec, Progress.NONE);
  }

  private RestoreOutcome restore(CapturedLayer then, LayerPlan planned) {
    var order = new RestoreOrder(planned.planId(), then.handle(), planned, GitOptions.DEFAULT);
    return layer.restore(order, spec, Progress.NONE);
  }

  private void requireRestored(RestoreOutcome outcome) throws IOException {
    boolean right =
        outcome instanceof RestoreOutcome.Restored
            && tree.git("rev-parse", "HEAD").equals(tree.first)
            && tree.git("status", "--porcelain").isEmpty();
    if (!right) {
      throw new IllegalStateException("Not rolled back: " + outcome);
    }
  }

  private void report() {
    row("git reset --hard", reset);
    row("restore, proof included", restore);
    row("plan", plan);
    row("safety snapshot", capture);
    row("plan + restore", planAndRestore);
    row("safety snapshot + plan + restore", all);
  }

  private void row(String name, Times times) {
    System.out.printf(
        "%-34s %s   %5.2f × git reset --hard%n",
        name, times.shown(), times.median() / reset.median());
  }
}
