package dev.rollback.catalog;

import dev.rollback.contract.FailureType;
import dev.rollback.contract.RollbackException;
import dev.rollback.contract.SnapshotRecord;
import java.time.Instant;
import java.util.List;

/// The catalogue's refusals, worded once for every kind of catalogue.
final class Sentences {
  private Sentences() {}

  static RollbackException existsAlready(SnapshotRecord existing) {
    return new RollbackException(
        FailureType.SNAPSHOT_EXISTS,
        "Snapshot %s exists already: %s of %s, created %s by another request. Choose another id, or delete it first."
            .formatted(
                existing.snapshotId(),
                existing.config().type().wireName(),
                Subjects.of(existing.config()),
                time(existing.createdAt())));
  }

  static RollbackException beingDeleted(SnapshotRecord existing) {
    return new RollbackException(
        FailureType.SNAPSHOT_EXISTS,
        "Snapshot %s of %s is being deleted. Wait until it is gone, or finish that with `rollback delete %s`, then create it again."
            .formatted(existing.snapshotId(), time(existing.createdAt()), existing.snapshotId()));
  }

  static RollbackException capturedByAnother(SnapshotRecord existing) {
    return new RollbackException(
        FailureType.TARGET_BUSY,
        "Snapshot %s is being captured by workflow %s since %s. Wait until that ends."
            .formatted(existing.snapshotId(), existing.workflowId(), time(existing.createdAt())));
  }

  static RollbackException claimLost(SnapshotRecord existing, String workflowId) {
    return new RollbackException(
        FailureType.SNAPSHOT_EXISTS,
        "Snapshot %s is no longer workflow %s's to complete: workflow %s has it since %s. Create a snapshot with another id."
            .formatted(
                existing.snapshotId(),
                workflowId,
                existing.workflowId(),
                time(existing.createdAt())));
  }

  static RollbackException notCompletable(SnapshotRecord existing) {
    return new RollbackException(
        FailureType.SNAPSHOT_NOT_RESTORABLE,
        "Snapshot %s cannot be completed: it is %s. Create it again."
            .formatted(existing.snapshotId(), existing.status()));
  }

  static RollbackException notFound(String snapshotId, List<String> alike) {
    String hint =
        alike.isEmpty()
            ? "List the snapshots to see which there are."
            : "Did you mean " + String.join(", ", alike) + "?";
    return new RollbackException(
        FailureType.SNAPSHOT_NOT_FOUND, "There is no snapshot %s. %s".formatted(snapshotId, hint));
  }

  static RollbackException held(String snapshotId) {
    return new RollbackException(
        FailureType.INVALID_REQUEST,
        "Snapshot %s is held and is not deleted. Let go of it with `rollback release %1$s`, or delete it with force."
            .formatted(snapshotId));
  }

  static RollbackException notHoldable(SnapshotRecord existing) {
    return new RollbackException(
        FailureType.SNAPSHOT_NOT_RESTORABLE,
        "Snapshot %s is %s, not created: it can be neither held nor released."
            .formatted(existing.snapshotId(), existing.status()));
  }

  static RollbackException rolledBackTo(String snapshotId, String rollbackId) {
    return new RollbackException(
        FailureType.TARGET_BUSY,
        "Snapshot %s cannot be deleted: rollback %s to it is under way. Wait until that ends, or cancel it."
            .formatted(snapshotId, rollbackId));
  }

  static RollbackException undoOf(String snapshotId, String rollbackId) {
    return new RollbackException(
        FailureType.TARGET_BUSY,
        "Snapshot %s cannot be deleted: it is the undo of rollback %s, which is under way. Wait until that ends, or delete it with force."
            .formatted(snapshotId, rollbackId));
  }

  static RollbackException notRestorable(String snapshotId, String rollbackId) {
    return new RollbackException(
        FailureType.SNAPSHOT_NOT_RESTORABLE,
        "Rollback %s cannot begin: snapshot %s is being deleted. Roll back to another snapshot."
            .formatted(rollbackId, snapshotId));
  }

  static RollbackException noRollback(String rollbackId) {
    return new RollbackException(
        FailureType.INVALID_REQUEST,
        "There is no rollback %s. See the history for those there are.".formatted(rollbackId));
  }

  static RollbackException busy(String wanted, HeldLock holder) {
    return new RollbackException(
        FailureType.TARGET_BUSY,
        "Target %s is not free: rollback %s (workflow %s) holds %s since %s. Wait until it ends, or cancel it."
            .formatted(
                wanted,
                holder.rollbackId(),
                holder.workflowId(),
                holder.target(),
                time(holder.since())));
  }

  static String time(long epochSeconds) {
    return Instant.ofEpochSecond(epochSeconds).toString();
  }
}
