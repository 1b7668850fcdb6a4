package dev.rollback.workflow;

import dev.rollback.contract.LayerPlan;
import dev.rollback.contract.SnapshotHandle;

/// One layer of a rollback: what to go back to, and what that changes.
record LayerStep(SnapshotHandle handle, LayerPlan plan) {
  String name() {
    return handle.displayName();
  }
}
