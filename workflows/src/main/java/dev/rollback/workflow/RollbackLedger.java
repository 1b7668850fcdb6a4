package dev.rollback.workflow;

import dev.rollback.activity.RollbackQuery;
import dev.rollback.activity.TargetLock;
import dev.rollback.contract.RollbackResult;
import java.time.Duration;

/// A rollback's row in the catalogue, and its hold on its targets.
final class RollbackLedger {
  private boolean locked;

  /// Writes how the rollback stands, for the history and for those who search.
  void record(RollbackState state) {
    RollbackResult result = state.result();
    var terms = Terms.catalogueSurely("Record rollback " + state.rollbackId + ": " + state.phase());
    boolean visible = LayerStubs.catalogue(terms).recordRollback(result).searchAttributes();
    SearchAttributes.of(visible, state.snapshotId, state.type(), result.status().wireName());
  }

  /// Waits while another rollback holds a target.
  ///
  /// @return whether it had to wait
  boolean lock(TargetLock lock, Duration limit) {
    locked = true;
    String summary = "Lock " + String.join(", ", lock.targets().stream().limit(3).toList());
    return LayerStubs.catalogue(Terms.catalogueFor(summary, limit)).lockTargets(lock).waited();
  }

  /// Harmless where nothing was locked.
  void unlock(RollbackState state) {
    if (locked) {
      LayerStubs.catalogue(Terms.catalogueSurely("Unlock the targets"))
          .unlockTargets(new RollbackQuery(state.rollbackId));
    }
  }
}
