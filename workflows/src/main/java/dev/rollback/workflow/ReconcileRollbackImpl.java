package dev.rollback.workflow;

import dev.rollback.activity.RollbackQuery;
import dev.rollback.activity.SnapshotQuery;
import dev.rollback.contract.DescribeRollbackRequest;
import dev.rollback.contract.FailureType;
import dev.rollback.contract.RollbackException;
import dev.rollback.contract.RollbackPlan;
import dev.rollback.contract.RollbackResult;
import dev.rollback.contract.RollbackStatus;
import dev.rollback.contract.SnapshotHandle;
import dev.rollback.contract.SnapshotRecord;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Workflow;
import java.util.List;
import org.jspecify.annotations.Nullable;

final class ReconcileRollbackImpl implements ReconcileRollback {

  @Override
  public RollbackResult reconcileRollback(@Nullable DescribeRollbackRequest request) {
    return Answers.of(() -> reconcile(Requests.required(request).rollbackId()));
  }

  private static RollbackResult reconcile(String rollbackId) {
    var query = new RollbackQuery(rollbackId);
    RollbackResult left =
        LayerStubs.catalogue(Terms.catalogue("Find rollback " + rollbackId)).findRollback(query);
    RollbackResult ended = left.status() == RollbackStatus.RUNNING ? settle(left) : left;
    LayerStubs.catalogue(Terms.catalogueSurely("Record the end of rollback " + rollbackId))
        .recordRollback(ended);
    LayerStubs.catalogue(Terms.catalogueSurely("Unlock the targets of rollback " + rollbackId))
        .unlockTargets(query);
    return ended;
  }

  private static RollbackResult settle(RollbackResult left) {
    RollbackException why =
        new RollbackException(
            FailureType.ROLLBACK_FAILED,
            "The workflow of rollback %s was terminated.".formatted(left.rollbackId()));
    String safetyId = left.safetySnapshotId();
    RollbackPlan plan = left.plan();
    if (safetyId == null || plan == null) {
      return SafetySnapshots.skipped(left)
          ? ended(left, RollbackStatus.PARTIAL, false, unknown(why))
          : ended(left, RollbackStatus.FAILED, false, nothingChanged(why));
    }
    try {
      SnapshotRecord safety =
          LayerStubs.catalogue(Terms.catalogue("Find snapshot " + safetyId))
              .findSnapshot(new SnapshotQuery(safetyId));
      List<SnapshotHandle> layers = safety.handles().reversed();
      new Reverting(left.rollbackId(), (member, outcome) -> {}).revert(layers, safety);
      return ended(left, RollbackStatus.FAILED, true, Endings.reverted(why));
    } catch (TemporalFailure failure) {
      return ended(left, RollbackStatus.PARTIAL, false, Failures.translate(failure));
    } catch (RollbackException e) {
      return ended(left, RollbackStatus.PARTIAL, false, e);
    }
  }

  /// Nothing is restored before the safety snapshot is known.
  private static RollbackException nothingChanged(RollbackException why) {
    return new RollbackException(why.type(), why.sentence() + " Nothing was changed.", why);
  }

  /// Without a safety snapshot nothing tells whether it had changed anything.
  private static RollbackException unknown(RollbackException why) {
    return new RollbackException(
        FailureType.ROLLBACK_PARTIAL,
        why.sentence() + " It has no safety snapshot; whether it changed anything is unknown.",
        why);
  }

  private static RollbackResult ended(
      RollbackResult left, RollbackStatus status, boolean reverted, RollbackException why) {
    return left.ended(
        status, Workflow.currentTimeMillis(), reverted, why.type().wireName(), why.sentence());
  }
}
