package dev.rollback.files;

import dev.rollback.contract.FailureType;
import dev.rollback.contract.RollbackException;
import dev.rollback.files.Journal.Phase;
import dev.rollback.store.NodeId;
import dev.rollback.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Carries one plan out: stages, swaps, proves, cleans. Its journal is written before each phase,
/// so that a repeated run completes or undoes what a dead one left.
final class Restore {
  private final AllowedRoots roots;
  private final Journals journals;
  private final Proof proof;
  private final TreeReader plans;
  private final TreeReader reader;
  private final FileProgress progress;
  private final StoredPlan plan;
  private final NodeId planRoot;
  private final Narrowing narrowing;
  private final LateFlags lateFlags;
  private final PlanSteps steps;

  /// @param plans where the plan is read
  /// @param reader where the snapshot is read
  Restore(
      AllowedRoots roots,
      Journals journals,
      Proof proof,
      TreeReader plans,
      TreeReader reader,
      NodeId planRoot,
      StoredPlan plan,
      FileProgress progress) {
    this.roots = roots;
    this.journals = journals;
    this.proof = proof;
    this.plans = plans;
    this.reader = reader;
    this.planRoot = planRoot;
    this.plan = plan;
    this.progress = progress;
    this.narrowing = new Narrowing(plan.paths());
    this.steps = new PlanSteps(plan, plans);
    this.lateFlags = new LateFlags(roots, reader, narrowing, proof.snapshot().totals().lateFlags());
  }

  /// Runs while the caller holds the plan.
  RestoredFiles run() {
    Optional<Journal> left = journals.read(plan.planId());
    if (left.isEmpty()) {
      return afresh(Numbers.none());
    }
    Journal journal = left.get();
    return switch (journal.phase()) {
      case STAGING, UNDOING -> afresh(undo(journal).changed());
      case UNDONE -> afresh(journal.changed());
      case SWAPPING -> complete(journal);
      case COMMITTED -> finish(journal, 0);
    };
  }

  /// @param changed see [Journal#changed]
  private RestoredFiles afresh(Numbers changed) {
    Optional<RawPath> moved = firstMoved(changed);
    if (steps.count() == 0 || moved.isPresent()) {
      Optional<RawPath> other = proof.firstDifference("scanning");
      if (other.isEmpty()) {
        journals.delete(plan.planId());
        return RestoredFiles.inPlace(proof.sentences());
      }
      throw Swapping.changed(plan.planId(), moved.orElse(other.get()));
    }
    new Leftovers(roots, journals, plans).clean(plan.planId(), plan.bases());
    return complete(staged(changed));
  }

  /// The first target that is not as it was planned.
  private Optional<RawPath> firstMoved(Numbers changed) {
    var found = new ArrayList<RawPath>();
    try (var targets = new PlannedTargets(roots, changed)) {
      steps.forEach(
          (step, number) -> {
            if (found.isEmpty() && !targets.isPlanned(step, number)) {
              found.add(step.path());
            }
          });
    }
    return found.stream().findFirst();
  }

  /// Lays everything new aside; on failure nothing of it is left.
  private Journal staged(Numbers changed) {
    var journal =
        new Journal(Phase.STAGING, plan.planId(), planRoot, Nonce.fresh(), Numbers.none(), changed);
    journals.write(journal);
    steps.forEach((step, _) -> lateFlags.applyBefore(step, false));
    try (var crew = new Crew<>(() -> new StagingTools(roots.system()), progress, "staging");
        var places = StagingPlaces.made(roots, plan.bases(), journal)) {
      var staging = new Staging(roots, reader, narrowing, plan.planId(), proof.written(), crew);
      Numbers inodes = staging.stage(plan.blocks(), places, plans, changed);
      places.syncAll();
      Journal staged = journal.with(inodes).in(Phase.SWAPPING);
      journals.write(staged);
      return staged;
    } catch (StoreException e) {
      throw undone(journal, Failures.of(e));
    } catch (RuntimeException e) {
      throw undone(journal, e);
    }
  }

  private RestoredFiles complete(Journal journal) {
    long begin = System.nanoTime();
    Journal committed;
    try {
      swap(journal);
      settle();
      sync();
      requireProof();
      committed = journal.in(Phase.COMMITTED);
      journals.write(committed);
    } catch (RuntimeException e) {
      throw undone(journal, e);
    }
    return finish(committed, (System.nanoTime() - begin) / 1_000_000);
  }

  /// Creations and replacements first, removals last.
  private void swap(Journal journal) {
    try (var places = StagingPlaces.of(roots, plan.bases(), journal);
        var swapping =
            new Swapping(roots, plan.planId(), places, journal.created(), journal.changed())) {
      var done = new long[1];
      for (boolean removals : List.of(false, true)) {
        steps.forEach(
            (step, number) -> {
              if (swaps(step) && removals == (step.type() == Step.Type.REMOVE)) {
                progress.report("swapping", done[0]++, steps.count());
                swapping.forward(step, number);
              }
            });
      }
    }
  }

  private static boolean swaps(Step step) {
    return switch (step.type()) {
      case CREATE, REPLACE, REMOVE, PATCH -> true;
      case METADATA, EMPTIED -> false;
    };
  }

  private void settle() {
    new EmptiedDirectories(roots, steps).remove();
    var settling = new Settling(roots);
    steps.forEach((step, _) -> settling.add(step));
    settling.forward();
    steps.forEach((step, _) -> lateFlags.apply(step, true));
  }

  private void sync() {
    var directories = new ArrayList<>(plan.bases());
    proof.snapshot().scope().items().forEach(item -> directories.add(item.base()));
    proof.snapshot().scope().items().forEach(item -> directories.add(item.base().parent()));
    new TargetSync(roots).of(directories);
  }

  private void requireProof() {
    Optional<RawPath> other = proof.firstDifference("proving");
    if (other.isPresent()) {
      throw new RollbackException(
          FailureType.ROLLBACK_FAILED,
          "%s was changed by somebody else while plan %s was carried out. Make a new plan."
              .formatted(other.get(), plan.planId()));
    }
  }

  /// Removes old files; nothing can be undone any more, and progress is not asked.
  private RestoredFiles finish(Journal journal, long downtimeMs) {
    try {
      return cleaned(journal, downtimeMs);
    } catch (RollbackException e) {
      throw new RollbackException(
          FailureType.ROLLBACK_PARTIAL,
          "All is at the snapshot, but old files could not be removed: %s Repeat it with the same plan %s."
              .formatted(e.sentence(), plan.planId()),
          e);
    }
  }

  private RestoredFiles cleaned(Journal journal, long downtimeMs) {
    StagingPlaces.remove(roots, plan.bases(), journal);
    var settling = new Settling(roots);
    steps.forEach(
        (step, _) -> {
          if (plan.bases().contains(step.path())) {
            settling.add(step);
          }
        });
    settling.forward();
    settling.steps().forEach(step -> lateFlags.apply(step, true));
    journals.delete(plan.planId());
    return RestoredFiles.changed(plan.tally(), proof.sentences(), downtimeMs);
  }

  private RollbackException undone(Journal journal, RuntimeException cause) {
    try {
      var _ = undo(journal);
    } catch (RollbackException e) {
      throw partial(e, cause);
    }
    throw cause;
  }

  private RollbackException partial(RollbackException undoing, RuntimeException cause) {
    var partial =
        new RollbackException(
            FailureType.ROLLBACK_PARTIAL,
            "The rollback failed (%s) and could not be undone: %s Repeat it with the same plan %s."
                .formatted(cause.getMessage(), undoing.sentence(), plan.planId()),
            undoing);
    partial.addSuppressed(cause);
    return partial;
  }

  /// Brings everything back to where the plan found it. Asks no progress.
  private Journal undo(Journal journal) {
    if (journal.phase() != Phase.STAGING) {
      journals.write(journal.in(Phase.UNDOING));
      swapBack(journal);
    }
    StagingPlaces.remove(roots, plan.bases(), journal);
    var settling = new Settling(roots);
    steps.forEach((step, _) -> settling.add(step));
    settling.back();
    steps.forEach((step, _) -> lateFlags.applyBefore(step, true));
    sync();
    Journal undone = journal.undone(changedNow());
    journals.write(undone);
    return undone;
  }

  private Numbers changedNow() {
    var changed = new Numbers(steps.count());
    try (var targets = new PlannedTargets(roots, Numbers.none())) {
      steps.forEach((step, number) -> changed.set(number, targets.changed(step)));
    }
    return changed;
  }

  private void swapBack(Journal journal) {
    steps.forEach((step, _) -> lateFlags.apply(step, false));
    new EmptiedDirectories(roots, steps).remake();
    try (var places = StagingPlaces.of(roots, plan.bases(), journal);
        var swapping =
            new Swapping(roots, plan.planId(), places, journal.created(), journal.changed())) {
      steps.forEachReversed(
          (step, number) -> {
            if (swaps(step)) {
              swapping.back(step, number);
            }
          });
    }
  }
}
