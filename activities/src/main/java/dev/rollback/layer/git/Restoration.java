package dev.rollback.layer.git;

import dev.rollback.contract.Changes;
import dev.rollback.contract.FailureType;
import dev.rollback.contract.GitOptions;
import dev.rollback.contract.RestoreOutcome;
import dev.rollback.contract.RollbackException;
import dev.rollback.files.DiskSync;
import dev.rollback.files.RestoredFiles;
import dev.rollback.layer.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One plan's restore: begins, goes on where a dead run stopped, proves, or puts back.
final class Restoration {
  private static final RestoredFiles NOTHING = new RestoredFiles(true, 0, 0, 0, List.of(), 0);

  private final Places places;
  private final Stored stored;
  private final ConfigFiles files;
  private final Path state;
  private final PlanRecord plan;
  private final Progress progress;
  private final StateBefore before;

  Restoration(
      Places places,
      Stored stored,
      ConfigFiles files,
      Path state,
      PlanRecord plan,
      Progress progress) {
    this.places = places;
    this.stored = stored;
    this.files = files;
    this.state = state;
    this.plan = plan;
    this.progress = progress;
    this.before = new StateBefore(places, plan.planId());
  }

  RestoreOutcome run() {
    try (Journal journal = Journal.open(state, plan.planId());
        Scratch scratch = Scratch.named(state, SafeName.of(plan.planId()))) {
      Repository repository = places.open(plan.repository(), progress);
      new Recovery(places, state, progress).recover(repository, plan.planId());
      try (var swap = new RepoSwap(places, plan, scratch.directory(), progress)) {
        swap.lock(repository, plan.repoPlan());
        unbundle(repository, plan.repoPlan(), scratch);
        if (journal.hasEnded()) {
          return ended(swap, repository);
        }
        return journal.begun().isPresent()
            ? carryOut(journal, swap, repository, List.of(), System.nanoTime())
            : begin(journal, swap, repository);
      }
    }
  }

  /// Objects that the repository has lost come back from the snapshot's bundle.
  private void unbundle(Repository repository, RepoPlan of, Scratch scratch) {
    if (of.bundle() != null) {
      Path file = scratch.resolve("bundle");
      stored.copy(of.bundle(), file);
      Pins.unbundle(repository, file);
    }
    for (RepoPlan submodule : of.submodules()) {
      if (submodule.bundle() != null) {
        Path top = repository.top().resolve(submodule.path().text());
        unbundle(places.openSubmodule(top, progress), submodule, scratch);
      }
    }
  }

  private RestoreOutcome begin(Journal journal, RepoSwap swap, Repository repository) {
    RepoPlan repo = plan.repoPlan();
    long started = System.nanoTime();
    progress.report("scanning", 0, 0);
    if (repo.bare()) {
      requireSame(BareRepository.fingerprint(repository));
      new Preflight(repository).requireNotElsewhere(repo.moves());
      return carryOut(journal, swap, repository, List.of(), started);
    }
    Optional<Observation> presumed = repo.isNothing() ? Optional.empty() : swap.presume(repository);
    Observation seen = presumed.orElseGet(() -> swap.observe(repository, List.of()));
    if (presumed.isEmpty()) {
      requireSame(Planner.fingerprint(seen, repo));
    }
    if (repo.isNothing()) {
      var proof = new Proof();
      proof.check(seen, repo);
      return alreadyInPlace(proof);
    }
    new Preflight(repository).requireNotElsewhere(repo.moves());
    new Preflight(repository).requireNoIgnoredInTheWay(repo.changes());
    before.keep(seen, repo);
    try {
      RestoreOutcome outcome = carryOut(journal, swap, repository, List.of(seen), started);
      // What was presumed is proved afterwards: a file that had changed since the plan shows then.
      return presumed.isPresent() && outcome instanceof RestoreOutcome.Partial
          ? putBack(journal, repository, changedSince())
          : outcome;
    } catch (UpdateRefused refused) {
      throw presumed.isPresent() ? changedSince() : refused.refusal();
    }
  }

  private void requireSame(String now) {
    if (!now.equals(plan.fingerprint())) {
      throw changedSince();
    }
  }

  private RollbackException changedSince() {
    return Refusal.of(
        FailureType.TARGET_CHANGED,
        "Cannot roll back %s: it has changed since plan %s. Make a new plan.",
        plan.repository(),
        plan.planId());
  }

  private RestoreOutcome ended(RepoSwap swap, Repository repository) {
    Proof proof = prove(swap, repository);
    if (!proof.holds()) {
      throw Refusal.of(
          FailureType.TARGET_CHANGED,
          "Plan %s was carried out, and %s has changed since (%s). Make a new plan.",
          plan.planId(),
          plan.repository(),
          proof.wrong().getFirst());
    }
    before.release(repository, plan.repoPlan());
    return alreadyInPlace(proof);
  }

  /// The repository needs nothing; the files beside it may.
  private RestoreOutcome alreadyInPlace(Proof proof) {
    RestoredFiles restored = restoreFiles();
    var checked = new ArrayList<>(proof.checked());
    checked.addAll(restored.proof());
    return restored.alreadyInPlace()
        ? new RestoreOutcome.AlreadyInPlace(method(), commit(), checked)
        : new RestoreOutcome.Restored(
            method(), changes(restored), commit(), checked, restored.downtimeMs());
  }

  private static Changes changes(RestoredFiles restored) {
    return new Changes(restored.create(), restored.modify(), restored.delete());
  }

  private RestoredFiles restoreFiles() {
    return plan.files() == null ? NOTHING : files.restore(plan.planId(), plan.files(), progress);
  }

  /// @param first what is there, when nothing was begun before; only then can it be refused
  /// @throws UpdateRefused with nothing changed
  private RestoreOutcome carryOut(
      Journal journal,
      RepoSwap swap,
      Repository repository,
      List<Observation> first,
      long started) {
    journal.begin(plan);
    Proof proof;
    RestoredFiles restored;
    try {
      progress.report("swapping", 0, 0);
      swap.forward(repository, plan.repoPlan(), first);
      progress.report("proving", 0, 0);
      proof = prove(swap, repository);
      restored = proof.holds() ? restoreFiles() : NOTHING;
    } catch (UpdateRefused refused) {
      if (first.isEmpty() || swap.hasTouched()) {
        return putBack(journal, repository, refused.refusal());
      }
      journal.forget();
      before.release(repository, plan.repoPlan());
      throw refused;
    } catch (RuntimeException failure) {
      return putBack(journal, repository, failure);
    }
    if (!proof.holds()) {
      return new RestoreOutcome.Partial(
          method(),
          plan.repoPlan().count(),
          "%s was rolled back, but another program changed it meanwhile. Look at what differs and"
                  .formatted(plan.repository())
              + " make a new plan.",
          proof.wrong());
    }
    DiskSync.of(repository.top());
    journal.end();
    before.release(repository, plan.repoPlan());
    var checked = new ArrayList<>(proof.checked());
    checked.addAll(restored.proof());
    return new RestoreOutcome.Restored(
        method(),
        plan.repoPlan().count().plus(changes(restored)),
        commit(),
        checked,
        (System.nanoTime() - started) / 1_000_000);
  }

  private Proof prove(RepoSwap swap, Repository repository) {
    var proof = new Proof();
    if (plan.repoPlan().bare()) {
      BareRepository.prove(repository, plan.repoPlan(), proof);
    } else {
      proof.check(swap.observeWritten(repository, plan.repoPlan()), plan.repoPlan());
    }
    return proof;
  }

  /// Takes the target to what it was, and passes the failure on; what cannot be put back is told.
  private RestoreOutcome putBack(Journal journal, Repository repository, RuntimeException failure) {
    boolean interrupted = Thread.interrupted();
    try (var scratch = Scratch.named(state, SafeName.of(plan.planId()) + "-back");
        var back = new RepoSwap(places, plan, scratch.directory(), Progress.NONE)) {
      back.back(repository.reporting(Progress.NONE), plan.repoPlan());
      DiskSync.of(repository.top());
      journal.forget();
      before.release(repository.reporting(Progress.NONE), plan.repoPlan());
    } catch (RollbackException second) {
      return new RestoreOutcome.Partial(
          method(),
          Changes.NONE,
          "The rollback of %s failed (%s) and could not be put back (%s). The state before it is"
                  .formatted(plan.repository(), failure.getMessage(), second.sentence())
              + " pinned under %s.".formatted(Pins.ofWork(plan.planId())),
          List.of(plan.repository()));
    } catch (UpdateRefused second) {
      return new RestoreOutcome.Partial(
          method(),
          Changes.NONE,
          "The rollback of %s failed (%s), and a file is in the way of putting it back (%s). The state"
                  .formatted(plan.repository(), failure.getMessage(), second.getMessage())
              + " before it is pinned under %s.".formatted(Pins.ofWork(plan.planId())),
          List.of(plan.repository()));
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    throw failure;
  }

  private @Nullable String commit() {
    RepoPlan.State goal = plan.repoPlan().goal();
    return goal == null ? null : goal.head().commit();
  }

  private String method() {
    return method(plan.mode(), plan.repoPlan().bare());
  }

  static String method(GitOptions.Mode mode, boolean bare) {
    return switch (mode) {
      case MOVE -> bare ? "git_references" : "git_reset";
      case REVERT -> "git_revert";
      case BRANCH -> "git_branch";
      case DETACH -> "git_checkout";
      case PATHS -> "git_paths";
    };
  }
}
