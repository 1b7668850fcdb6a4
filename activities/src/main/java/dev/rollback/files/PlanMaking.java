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
import java.util.concurrent.ConcurrentLinkedQueue;

/// Makes a plan: compares, checks that it can be carried out, and stores the steps.
final class PlanMaking {
  private final AllowedRoots roots;
  private final SnapshotStore store;
  private final Own product;
  private final Comparison.Subject subject;
  private final FileProgress progress;
  private final ConcurrentLinkedQueue<PlanTools> tools = new ConcurrentLinkedQueue<>();

  PlanMaking(
      AllowedRoots roots,
      SnapshotStore store,
      Own product,
      Comparison.Subject subject,
      FileProgress progress) {
    this.roots = roots;
    this.store = store;
    this.product = product;
    this.subject = subject;
    this.progress = progress;
  }

  PlannedFiles run(FileEngine.PlanRequest request) {
    var owner = new Owner("plan/" + request.planId());
    try (SnapshotWriter writer = store.writer(owner);
        var crew = new Crew<>(() -> tools(writer), progress, "scanning")) {
      var notes = new PlanNotes(crew, subject.reader(), subject.narrowing());
      var comparison = new Comparison(roots, product, subject, crew, notes);
      comparison.run();
      var blocks = new ArrayList<StepBlocks.Block>();
      var sum = new byte[Sha256.BYTES];
      for (PlanTools each : tools) {
        blocks.addAll(each.steps().finish());
        StepBlocks.addTo(sum, each.steps().sum());
      }
      crew.rest();
      List<RawPath> bases = comparison.bases().paths();
      var plan =
          new StoredPlan(
              request.planId(),
              request.root(),
              request.mode(),
              request.verify(),
              subject.narrowing().paths(),
              bases,
              notes.tally(),
              blocks);
      NodeId root = write(plan, writer);
      writer.keep(root);
      writer.commit();
      new Preflight(
              roots,
              subject.reader(),
              subject.narrowing(),
              request.verify(),
              subject.snapshot().partial())
          .check(bases, blocks, new TreeReader(store.reader()), progress);
      return described(root, notes, plan, Sha256.at(sum, 0));
    } catch (StoreException e) {
      throw Failures.of(e);
    }
  }

  private PlanTools tools(SnapshotWriter writer) {
    try {
      var made = new PlanTools(roots.system(), writer.lane());
      tools.add(made);
      return made;
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
      NodeId root, PlanNotes notes, StoredPlan plan, Sha256 fingerprint) {
    Tally tally = plan.tally();
    List<String> targets =
        plan.paths().isEmpty()
            ? subject.snapshot().scope().items().stream()
                .map(item -> item.base().toString())
                .toList()
            : plan.paths().stream().map(RawPath::toString).toList();
    var warnings = new ArrayList<>(subject.snapshot().notes());
    warnings.addAll(notes.warnings());
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
