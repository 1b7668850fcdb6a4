package dev.rollback.workflow;

import dev.rollback.contract.FailureType;
import dev.rollback.contract.GitOptions;
import dev.rollback.contract.RestoreOutcome;
import dev.rollback.contract.RollbackException;
import dev.rollback.contract.SnapshotHandle;
import dev.rollback.contract.SnapshotRecord;
import io.temporal.failure.TemporalFailure;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Puts layers back as a safety snapshot has them, whatever state they are in.
///
/// It compares before it acts, so it is harmless for a layer that was never touched, and after
/// itself.
final class Reverting {
  private final String rollbackId;
  private final Witness witness;

  /// @param witness is told of each layer that was put back
  Reverting(String rollbackId, Witness witness) {
    this.rollbackId = rollbackId;
    this.witness = witness;
  }

  /// Who is told of each layer that was put back.
  interface Witness {
    void reverted(@Nullable String member, RestoreOutcome outcome);
  }

  /// @param layers the layers to put back, in the order of putting back
  /// @throws RollbackException for the first layer that could not be put back, after all were tried
  void revert(List<SnapshotHandle> layers, SnapshotRecord safety) {
    Map<String, SnapshotHandle> saved = new HashMap<>();
    safety.handles().forEach(each -> saved.put(nameOf(each), each));
    RollbackException first = null;
    for (SnapshotHandle layer : layers) {
      SnapshotHandle before = saved.get(nameOf(layer));
      try {
        revertOne(require(before, layer, safety));
      } catch (RollbackException e) {
        first = first == null ? e : first;
      }
    }
    if (first != null) {
      throw first;
    }
  }

  private static String nameOf(SnapshotHandle handle) {
    return handle.member() == null ? "" : handle.member();
  }

  private static SnapshotHandle require(
      @Nullable SnapshotHandle before, SnapshotHandle layer, SnapshotRecord safety) {
    if (before == null) {
      throw new RollbackException(
          FailureType.SNAPSHOT_NOT_RESTORABLE,
          "Safety snapshot %s has nothing of %s."
              .formatted(safety.snapshotId(), layer.displayName()));
    }
    return before;
  }

  private void revertOne(SnapshotHandle before) {
    String id = rollbackId + "-revert";
    try {
      List<LayerStep> steps = Planning.plan(id, List.of(before), PlanTerms.exactly());
      LayerStep step = steps.getFirst();
      RestoreOutcome outcome = new Restoring(id, GitOptions.exactly()).restore(step);
      witness.reverted(before.member(), outcome);
    } catch (TemporalFailure failure) {
      throw Failures.translate(failure);
    }
  }
}
