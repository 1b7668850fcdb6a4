package dev.rollback.files;

import dev.rollback.contract.FailureType;
import dev.rollback.contract.RollbackException;
import dev.rollback.files.Journal.Phase;
import dev.rollback.files.Journal.Step;
import dev.rollback.store.ContentId;
import dev.rollback.store.SnapshotReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// Carries one plan out: stages, swaps, proves, cleans. Its journal is written before each phase,
/// so that a repeated run completes or undoes what a dead one left.
final class Restore {
  private final AllowedRoots roots;
  private final LiveFiles files;
  private final Journals journals;
  private final SnapshotReader contents;
  private final FileProgress progress;
  private final ContentId planRoot;
  private final StoredPlan plan;
  private final Manifest manifest;
  private final Tree wanted;
  private final Directories directories;

  Restore(
      AllowedRoots roots,
      LiveFiles files,
      Journals journals,
      SnapshotReader contents,
      FileProgress progress,
      ContentId planRoot,
      StoredPlan plan,
      Manifest manifest) {
    this.roots = roots;
    this.files = files;
    this.journals = journals;
    this.contents = contents;
    this.progress = progress;
    this.planRoot = planRoot;
    this.plan = plan;
    this.manifest = manifest;
    this.wanted = manifest.tree().narrowed(plan.paths());
    this.directories = new Directories(roots);
  }

  /// Runs while the caller holds the plan.
  RestoredFiles run() {
    Optional<Journal> left = journals.read(plan.planId());
    if (left.isEmpty()) {
      return afresh();
    }
    Journal journal = left.get();
    return switch (journal.phase()) {
      case STAGING, UNDOING -> {
        undo(journal);
        yield afresh();
      }
      case SWAPPING -> complete(journal);
      case COMMITTED -> finish(journal, 0);
    };
  }

  private RestoredFiles afresh() {
    Tree live = files.tree(manifest, plan.paths(), progress, "scanning");
    if (Difference.between(live, wanted).isEmpty()) {
      new Leftovers(roots, journals).clean(plan.planId(), wanted);
      directories.apply(wanted);
      return RestoredFiles.inPlace(proof());
    }
    if (!live.digest().equals(plan.live().digest())) {
      throw Swapping.changed(plan.planId(), firstChange(live));
    }
    new Leftovers(roots, journals).clean(plan.planId(), wanted);
    return complete(staged());
  }

  private RawPath firstChange(Tree live) {
    return Difference.between(live, plan.live())
        .first()
        .orElse(manifest.scope().items().getFirst().base());
  }

  /// Lays everything new beside its target; on failure nothing of it is left.
  private Journal staged() {
    List<Step> steps =
        Difference.between(plan.live(), wanted).operations().stream()
            .map(operation -> new Step(operation, 0, 0))
            .toList();
    var journal = new Journal(Phase.STAGING, plan.planId(), planRoot, Nonce.fresh(), steps);
    journals.write(journal);
    try {
      Journal staged = journal.with(stage(journal)).in(Phase.SWAPPING);
      syncParents(staged);
      journals.write(staged);
      return staged;
    } catch (RuntimeException e) {
      throw undone(journal, e);
    }
  }

  private List<Step> stage(Journal journal) {
    var swapping = new Swapping(roots, journal);
    var staging = new Staging(roots, contents, wanted, progress, wanted.entries().size());
    var steps = new ArrayList<Step>();
    for (int at = 0; at < journal.steps().size(); at++) {
      Operation operation = journal.steps().get(at).operation();
      long replaced = swapping.targetInode(at);
      long created =
          switch (operation.type()) {
            case CREATE, REPLACE -> staging.stage(operation.path(), journal.stagedName(at));
            case REMOVE, DIRECTORY -> 0;
          };
      steps.add(new Step(operation, created, replaced));
    }
    return steps;
  }

  private RestoredFiles complete(Journal journal) {
    long begin = System.nanoTime();
    Journal committed;
    try {
      swap(journal);
      directories.apply(wanted);
      syncParents(journal);
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
    var swapping = new Swapping(roots, journal);
    int done = 0;
    for (boolean removals : List.of(false, true)) {
      for (int at = 0; at < journal.steps().size(); at++) {
        Operation operation = journal.steps().get(at).operation();
        if (operation.type() != Operation.Type.DIRECTORY
            && removals == (operation.type() == Operation.Type.REMOVE)) {
          progress.report("swapping", done++, journal.steps().size());
          requirePlanned(operation, swapping.state(at));
          swapping.forward(at);
        }
      }
    }
  }

  private void requirePlanned(Operation operation, Swapping.State state) {
    if (state == Swapping.State.PENDING && operation.type() != Operation.Type.CREATE) {
      Tree now = files.subtree(operation.path(), progress);
      if (!now.equals(Tree.of(plan.live().subtree(operation.path())))) {
        throw Swapping.changed(plan.planId(), operation.path());
      }
    }
  }

  private void syncParents(Journal journal) {
    var swapping = new Swapping(roots, journal);
    var synced = new HashSet<RawPath>();
    for (int at = 0; at < journal.steps().size(); at++) {
      if (synced.add(journal.steps().get(at).operation().path().parent())) {
        swapping.sync(at);
      }
    }
  }

  private void requireProof() {
    Tree now = files.tree(manifest, plan.paths(), progress, "proving");
    Optional<RawPath> other = Difference.between(now, wanted).first();
    if (other.isPresent()) {
      throw new RollbackException(
          FailureType.ROLLBACK_FAILED,
          "%s was changed by somebody else while plan %s was carried out. Make a new plan."
              .formatted(other.get(), plan.planId()));
    }
  }

  private List<String> proof() {
    return List.of(
        "%d entries equal the snapshot in kind, content, mode, owner, time, attributes and links"
            .formatted(wanted.count()),
        "tree " + wanted.digest());
  }

  /// Removes old files; nothing can be undone any more, and progress is not asked.
  private RestoredFiles finish(Journal journal, long downtimeMs) {
    var swapping = new Swapping(roots, journal);
    for (int at = 0; at < journal.steps().size(); at++) {
      swapping.clean(at);
    }
    directories.removeEmptied(wanted);
    directories.apply(wanted);
    syncParents(journal);
    journals.delete(plan.planId());
    return RestoredFiles.changed(Counts.of(plan.live(), wanted), proof(), downtimeMs);
  }

  private RollbackException undone(Journal journal, RuntimeException cause) {
    try {
      undo(journal);
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
  private void undo(Journal journal) {
    if (journal.phase() != Phase.STAGING) {
      journals.write(journal.in(Phase.UNDOING));
    }
    var swapping = new Swapping(roots, journal);
    for (int at = journal.steps().size() - 1; at >= 0; at--) {
      if (journal.phase() != Phase.STAGING) {
        swapping.back(at);
      }
    }
    for (int at = 0; at < journal.steps().size(); at++) {
      swapping.clean(at);
    }
    directories.apply(plan.live(), journal.steps().stream().map(Step::operation).toList());
    syncParents(journal);
    journals.delete(plan.planId());
  }
}
