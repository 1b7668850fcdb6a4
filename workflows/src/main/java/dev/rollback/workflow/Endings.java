package dev.rollback.workflow;

import dev.rollback.contract.FailureType;
import dev.rollback.contract.RollbackException;
import dev.rollback.contract.SnapshotRecord;

/// How a rollback that did not succeed is told: why, and what the target is like now.
final class Endings {
  private Endings() {}

  static RollbackException reverted(RollbackException why) {
    FailureType type =
        why.type() == FailureType.INTERNAL ? FailureType.ROLLBACK_FAILED : why.type();
    return new RollbackException(
        type, why.sentence() + " Everything was put back as it was before.", why);
  }

  static RollbackException left(RollbackException why, SnapshotRecord safety) {
    return new RollbackException(
        leftType(why),
        "%s It was left as it is, as asked; roll back to %s to undo it."
            .formatted(why.sentence(), safety.snapshotId()),
        why);
  }

  static RollbackException cannotRevert(RollbackException why) {
    return new RollbackException(
        leftType(why),
        why.sentence() + " Without a safety snapshot it could not be put back: look at the target.",
        why);
  }

  static RollbackException revertFailed(
      RollbackException why, RollbackException revertFailure, SnapshotRecord safety) {
    return new RollbackException(
        FailureType.ROLLBACK_PARTIAL,
        "%s Putting it back failed too: %s Mend that, then roll back to %s."
            .formatted(why.sentence(), revertFailure.sentence(), safety.snapshotId()),
        revertFailure);
  }

  private static FailureType leftType(RollbackException why) {
    return why.type() == FailureType.VERIFICATION_FAILED
        ? FailureType.VERIFICATION_FAILED
        : FailureType.ROLLBACK_PARTIAL;
  }
}
