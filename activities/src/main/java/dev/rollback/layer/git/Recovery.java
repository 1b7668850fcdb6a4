package dev.rollback.layer.git;

import dev.rollback.contract.FailureType;
import dev.rollback.files.DiskSync;
import dev.rollback.layer.Progress;
import java.nio.file.Path;

/// Ends what a dead worker left half-done and nobody repeats: the target is put back as it was
/// before that plan, from the plan's journal.
final class Recovery {
  private final Places places;
  private final Path state;
  private final Progress progress;

  Recovery(Places places, Path state, Progress progress) {
    this.places = places;
    this.state = state;
    this.progress = progress;
  }

  /// @param own the plan that is being carried out, which goes on by itself
  void recover(Repository repository, String own) {
    var holder = IndexLock.holder(repository);
    if (repository.bare() || holder.isEmpty() || holder.get().equals(own)) {
      return;
    }
    String planId = holder.get();
    if (!Journal.exists(state, planId)) {
      throw busy(repository, planId);
    }
    try (Journal journal =
            Journal.tryOpen(state, planId).orElseThrow(() -> busy(repository, planId));
        Scratch scratch = Scratch.named(state, SafeName.of(planId))) {
      if (journal.begun().isEmpty()) {
        new Pins(repository, Pins.ofWork(planId), 1).release();
        IndexLock.take(repository, planId).close();
        return;
      }
      PlanRecord plan = journal.begun().get();
      Repository top = places.open(plan.repository(), progress);
      try (var swap = new RepoSwap(places, plan, scratch.directory(), progress)) {
        swap.lock(top, plan.repoPlan());
        swap.back(top, plan.repoPlan());
        DiskSync.of(top.top());
        journal.forget();
        new Pins(top, Pins.ofWork(planId), 1).release();
      }
    }
  }

  private static RuntimeException busy(Repository repository, String planId) {
    return Refusal.of(
        FailureType.REPOSITORY_BUSY,
        "Repository %s is being rolled back by plan %s. Wait for it.",
        repository.top(),
        planId);
  }
}
