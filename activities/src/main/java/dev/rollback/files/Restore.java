package dev.rollback.files;

import dev.rollback.contract.FailureType;
import dev.rollback.contract.RollbackException;
import dev.rollback.files.Journal.Phase;
import dev.rollback.store.StoreException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// Carries one plan out: stages, swaps, proves, cleans. Its journal is written before each phase,
/// so that a repeated run completes or undoes what a dead one left.
final class Restore {
  private static final int FEW = 64;

  private final AllowedRoots roots;
  private final Journals journals;
  private final Proof proof;
  private final TreeReader plans;
  private final TreeReader reader;
  private final FileProgress progress;
  private final StoredPlan plan;
  private final dev.rollback.store.NodeId planRoot;
  private final Narrowing narrowing;
  private final LateFlags lateFlags;

  /// @param plans where the plan is read
  /// @param reader where the snapshot is read
  Restore(
      AllowedRoots roots,
      Journals journals,
      Proof proof,
      TreeReader plans,
      TreeReader reader,
      dev.rollback.store.NodeId planRoot,
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

  /// A step with its number.
  @FunctionalInterface
  private interface Act {
    void on(Step step, int number);
  }

  private void forEach(Act act) {
    int first = 0;
    for (StepBlocks.Block block : plan.blocks()) {
      List<Step> steps = StepBlocks.read(block.node(), plans);
      for (int at = 0; at < steps.size(); at++) {
        act.on(steps.get(at), first + at);
      }
      first += block.steps();
    }
  }

  private void forEachReversed(Act act) {
    int first = plan.steps();
    for (StepBlocks.Block block : plan.blocks().reversed()) {
      List<Step> steps = StepBlocks.read(block.node(), plans);
      first -= block.steps();
      for (int at = steps.size() - 1; at >= 0; at--) {
        act.on(steps.get(at), first + at);
      }
    }
  }

  /// @param changed see [Journal#changed]
  private RestoredFiles afresh(Numbers changed) {
    Optional<RawPath> moved = firstMoved(changed);
    if (plan.steps() == 0 || moved.isPresent()) {
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
    try (var swapping = Swapping.looking(roots, changed)) {
      forEach(
          (step, number) -> {
            if (found.isEmpty() && !swapping.isPlanned(step, number)) {
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
    forEach((step, _) -> lateFlags.applyBefore(step, false));
    try (var crew = new Crew<>(() -> new StagingTools(roots.system()), progress, "staging");
        var places = StagingPlaces.made(roots, plan.bases(), journal)) {
      var staging = new Staging(roots, reader, narrowing, plan.planId(), crew);
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
      syncParents();
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
        forEach(
            (step, number) -> {
              if (swaps(step) && removals == (step.type() == Step.Type.REMOVE)) {
                progress.report("swapping", done[0]++, plan.steps());
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
    var settling = new Settling(roots);
    var emptied = new TreeSet<RawPath>();
    forEach(
        (step, _) -> {
          settling.add(step);
          if (step.type() == Step.Type.EMPTIED) {
            emptied.add(step.path());
          }
        });
    emptied.descendingSet().forEach(this::removeIfEmpty);
    settling.forward();
    forEach((step, _) -> lateFlags.apply(step, true));
  }

  /// Removes a directory that was not there at the capture once it is empty; keeps others.
  private void removeIfEmpty(RawPath path) {
    AllowedPath allowed = roots.locate(path);
    try (var parent = allowed.openParent(OperatingSystem.Access.DIRECTORY)) {
      roots.system().remove(parent, path.name(), true);
    } catch (SystemFailure e) {
      if (!e.is(
          Errno.ENOTEMPTY, Errno.EEXIST, Errno.ENOENT, Errno.ENOTDIR, Errno.EBUSY, Errno.ELOOP)) {
        throw Failures.of(e, allowed);
      }
    }
  }

  /// Makes names and metadata durable: a few directories one by one, many by their file systems.
  private void syncParents() {
    var parents = new HashSet<RawPath>();
    forEach(
        (step, _) -> {
          if (parents.size() <= FEW) {
            parents.add(step.path().parent());
          }
        });
    List<RawPath> synced = parents.size() <= FEW ? List.copyOf(parents) : plan.bases();
    for (RawPath path : synced) {
      sync(path, parents.size() > FEW);
    }
  }

  private void sync(RawPath path, boolean all) {
    if (!roots.mayTouchIn(path)) {
      return;
    }
    AllowedPath allowed = roots.locate(path);
    try (var directory = allowed.open(OperatingSystem.Access.DIRECTORY)) {
      if (all) {
        roots.system().syncAll(directory);
      } else {
        roots.system().sync(directory);
      }
    } catch (SystemFailure e) {
      if (!e.is(Errno.ENOENT, Errno.ENOTDIR)) {
        throw Failures.of(e, allowed);
      }
    }
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
    forEach(
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
    forEach((step, _) -> settling.add(step));
    settling.back();
    forEach((step, _) -> lateFlags.applyBefore(step, true));
    syncParents();
    Journal undone = journal.undone(changedNow());
    journals.write(undone);
    return undone;
  }

  private Numbers changedNow() {
    var changed = new Numbers(plan.steps());
    try (var swapping = Swapping.looking(roots, Numbers.none())) {
      forEach((step, number) -> changed.set(number, swapping.changed(step)));
    }
    return changed;
  }

  private void swapBack(Journal journal) {
    forEach((step, _) -> lateFlags.apply(step, false));
    remakeEmptied();
    try (var places = StagingPlaces.of(roots, plan.bases(), journal);
        var swapping =
            new Swapping(roots, plan.planId(), places, journal.created(), journal.changed())) {
      forEachReversed(
          (step, number) -> {
            if (swaps(step)) {
              swapping.back(step, number);
            }
          });
    }
  }

  /// Directories that were removed because they were empty are needed again.
  private void remakeEmptied() {
    forEach(
        (step, _) -> {
          Metadata before = step.before();
          if (step.type() == Step.Type.EMPTIED && before != null) {
            remake(step.path(), before);
          }
        });
  }

  private void remake(RawPath path, Metadata before) {
    AllowedPath allowed = roots.locate(path);
    OperatingSystem system = roots.system();
    try (var parent = allowed.openParent(OperatingSystem.Access.DIRECTORY)) {
      system.createDirectory(parent, path.name());
      try (var made = system.open(parent, path.name(), OperatingSystem.Access.DIRECTORY)) {
        new MetadataWriter(system).apply(made, before);
      }
    } catch (SystemFailure e) {
      if (!e.is(Errno.EEXIST)) {
        throw Failures.of(e, allowed);
      }
    }
  }
}
