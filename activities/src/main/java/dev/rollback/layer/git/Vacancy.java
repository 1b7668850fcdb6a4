package dev.rollback.layer.git;

import dev.rollback.contract.Changes;
import dev.rollback.contract.FailureType;
import dev.rollback.contract.GitOptions;
import dev.rollback.contract.RestoreOutcome;
import dev.rollback.files.DiskSync;
import dev.rollback.layer.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Makes a repository anew from its snapshot's bundle, where nothing or an empty directory is left
/// of it. Remotes, configuration and hooks are in no snapshot and do not come back.
final class Vacancy {
  static final String FINGERPRINT = "vacant";

  private final Places places;
  private final Stored stored;
  private final ConfigFiles files;
  private final Path state;
  private final PlanRecord plan;
  private final Progress progress;

  Vacancy(
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
  }

  static void requirePossible(Captured captured, String path) {
    if (captured.bundle() == null) {
      throw Refusal.of(
          FailureType.PATH_NOT_FOUND,
          "Repository %s is gone, and its snapshot has no bundle to make it from. Clone it there"
              + " again, then make a new plan.",
          path);
    }
    if (!captured.submodules().isEmpty()) {
      throw Refusal.of(
          FailureType.SNAPSHOT_NOT_RESTORABLE,
          "Repository %s is gone and had submodules; it is not made from a bundle. Clone it there"
              + " again with its submodules, then make a new plan.",
          path);
    }
  }

  RestoreOutcome run() {
    Captured captured = stored.captured(plan.snapshot());
    try (Journal journal = Journal.open(state, plan.planId());
        Scratch scratch = Scratch.named(state, SafeName.of(plan.planId()))) {
      if (journal.begun().isEmpty() && !journal.hasEnded() && !places.isVacant(plan.repository())) {
        throw Refusal.of(
            FailureType.TARGET_CHANGED,
            "Cannot make %s anew: something is there since plan %s. Make a new plan.",
            plan.repository(),
            plan.planId());
      }
      journal.begin(plan);
      Repository repository = fill(captured, scratch);
      RestoreOutcome outcome =
          captured.bare()
              ? references(repository, captured)
              : worktree(repository, captured, scratch);
      if (plan.files() != null) {
        files.restore(plan.planId(), plan.files(), progress);
      }
      DiskSync.of(repository.top());
      journal.end();
      return outcome;
    }
  }

  private Repository fill(Captured captured, Scratch scratch) {
    Repository repository =
        places.create(plan.repository(), captured.objectFormat(), captured.bare(), progress);
    Path bundle = scratch.resolve("bundle");
    stored.copy(String.valueOf(captured.bundle()), bundle);
    Pins.unbundle(repository, bundle);
    return repository;
  }

  private RestoreOutcome references(Repository repository, Captured captured) {
    var references = new References(repository);
    captured.references().forEach(each -> references.set(each.name().raw(), each.id()));
    references.commit(plan.message());
    Swap.setHead(repository, captured.head(), plan.message());
    var proof = new Proof();
    BareRepository.prove(repository, BareRepository.plan(repository, captured, List.of()), proof);
    return outcome(captured, new Changes(captured.references().size(), 0, 0), proof);
  }

  private RestoreOutcome worktree(Repository repository, Captured captured, Scratch scratch) {
    var wish =
        new Goal.Wish(
            GitOptions.Mode.MOVE, GitOptions.Dirty.SAVE, true, null, List.of(), plan.message(), 0);
    Observation seen = look(repository, scratch.resolve("before"));
    RepoPlan made = new Goal(seen, captured, wish).plan(RepoPath.of(""), null, List.of());
    RepoPlan.State goal = made.goal();
    if (goal != null) {
      new Swap(repository, plan.planId(), plan.message(), scratch.directory())
          .reach(seen, seen.worktree(), goal, made.changes(), made.moves());
    }
    var proof = new Proof();
    proof.check(look(repository, scratch.resolve("after")), made);
    return outcome(captured, made.count(), proof);
  }

  private Observation look(Repository repository, Path place) {
    return new Observer(repository, place, false, top -> places.openSubmodule(top, progress))
        .observe(List.of());
  }

  private RestoreOutcome outcome(Captured captured, Changes changes, Proof proof) {
    String method = Restoration.method(GitOptions.Mode.MOVE, captured.bare());
    if (proof.holds()) {
      return new RestoreOutcome.Restored(
          method, changes, captured.head().commit(), proof.checked(), 0);
    }
    var wrong = new ArrayList<>(proof.wrong());
    return new RestoreOutcome.Partial(
        method,
        changes,
        "%s was made anew, but differs from the snapshot.".formatted(plan.repository()),
        wrong);
  }
}
