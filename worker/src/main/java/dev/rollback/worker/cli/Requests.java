package dev.rollback.worker.cli;

import dev.rollback.contract.ExecuteRollbackRequest;
import org.jspecify.annotations.Nullable;

/// The same rollback, asked for in another way.
final class Requests {
  private Requests() {}

  /// Only the plan of it, under an id of its own.
  static ExecuteRollbackRequest dryRun(ExecuteRollbackRequest asked, String rollbackId) {
    return with(asked, rollbackId, true, asked.fingerprint());
  }

  /// Refused unless the target is as the plan with that fingerprint saw it.
  static ExecuteRollbackRequest bound(ExecuteRollbackRequest asked, String fingerprint) {
    return with(asked, asked.rollbackId(), asked.dryRun(), fingerprint);
  }

  private static ExecuteRollbackRequest with(
      ExecuteRollbackRequest asked,
      @Nullable String rollbackId,
      @Nullable Boolean dryRun,
      @Nullable String fingerprint) {
    return new ExecuteRollbackRequest(
        asked.snapshotId(),
        asked.validation(),
        rollbackId,
        dryRun,
        asked.members(),
        asked.paths(),
        asked.safetySnapshot(),
        asked.onFailure(),
        asked.verificationTimeout(),
        asked.timeout(),
        Boolean.TRUE.equals(dryRun) ? null : asked.approval(),
        asked.reason(),
        asked.requestedBy(),
        fingerprint,
        asked.git(),
        asked.mode(),
        asked.verifyContent());
  }
}
