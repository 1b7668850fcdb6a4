package dev.rollback.files;

import dev.rollback.store.NodeId;
import dev.rollback.store.Owner;
import dev.rollback.store.Sha256;
import dev.rollback.store.SnapshotStore;
import dev.rollback.store.SnapshotWriter;
import dev.rollback.store.StoreException;
import dev.rollback.store.WritingLane;
import java.util.ArrayList;
import java.util.List;

/// Makes a plan: compares, checks that it can be carried out, and stores the steps.
final class PlanMaking {
  private final AllowedRoots roots;
  private final SnapshotStore store;
  private final Own product;
  private final Subject subject;
  private final FileProgress progress;

  PlanMaking(
      AllowedRoots roots,
      SnapshotStore store,
      Own product,
      Subject subject,
      FileProgress progress) {
    this.roots = roots;
    this.store = store;
    this.product = product;
    this.subject = subject;
    this.progress = progress;
  }

  PlannedFiles run(FileEngine.PlanRequest request) {
    var owner = new Owner("plan/" + request.planId());
    try (SnapshotWriter writer = store.writer(owner)) {
      var bases = new Bases();
      PlanNotes notes;
      List<StepBlocks.Block> blocks;
      Sha256 fingerprint;
      try (WritingLane lane = writer.lane();
          var crew = new Crew<>(() -> new HashingTools(roots.system()), progress, "scanning")) {
        var steps = new StepCollector(lane, bases);
        notes = new PlanNotes(steps, subject.reader(), subject.narrowing());
        new Comparison(new ComparisonWork(roots, product, subject, bases, crew, notes)).run();
        blocks = steps.finish();
        fingerprint = steps.sum();
      }
      var plan =
          new StoredPlan(
              request.planId(),
              request.root(),
              request.mode(),
              request.verify(),
              subject.narrowing().paths(),
              bases.paths(),
              notes.tally(),
              blocks);
      NodeId root = write(plan, writer);
      writer.keep(root);
      writer.commit();
      var preflight =
          new Preflight(
              roots,
              subject.reader(),
              subject.narrowing(),
              request.verify(),
              subject.snapshot().partial());
      preflight.check(bases.paths(), blocks, new TreeReader(store.reader()), progress);
      return described(root, notes, plan, fingerprint, preflight.warnings());
    } catch (StoreException e) {
      throw Failures.of(e);
    }
  }

  private static NodeId write(StoredPlan plan, SnapshotWriter writer) throws StoreException {
    try (WritingLane lane = writer.lane()) {
      return plan.write(lane);
    }
  }

  private PlannedFiles described(
      NodeId root, PlanNotes notes, StoredPlan plan, Sha256 fingerprint, List<String> writers) {
    Tally tally = plan.tally();
    List<String> targets =
        plan.paths().isEmpty()
            ? subject.snapshot().scope().items().stream()
                .map(item -> item.base().toString())
                .toList()
            : plan.paths().stream().map(RawPath::toString).toList();
    var warnings = new ArrayList<>(writers);
    warnings.addAll(notes.warnings());
    warnings.addAll(subject.snapshot().notes());
    return new PlannedFiles(
        root,
        fingerprint.toString(),
        tally.create(),
        tally.modify(),
        tally.delete(),
        notes.modifiedCount(),
        notes.modifiedSample(),
        notes.createdCount(),
        notes.createdSample(),
        notes.lines(),
        warnings,
        targets.stream().distinct().toList());
  }
}
