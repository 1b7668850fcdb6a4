package dev.rollback.catalog;

import dev.rollback.activity.SnapshotDraft;
import dev.rollback.activity.SnapshotFailure;
import dev.rollback.contract.CreateSnapshotRequest;
import dev.rollback.contract.DeleteSnapshotRequest;
import dev.rollback.contract.RollbackSummary;
import dev.rollback.contract.SnapshotRecord;
import dev.rollback.contract.SnapshotStatus;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How a snapshot's record may change, whatever the records are kept in.
final class SnapshotRules {
  private SnapshotRules() {}

  /// What beginning a snapshot comes to.
  ///
  /// @param existing the finished snapshot to answer, or null
  /// @param claim the record to write, or null
  record Beginning(@Nullable SnapshotRecord existing, @Nullable SnapshotRecord claim) {}

  static Decision<Beginning> begin(
      Optional<SnapshotRecord> found, SnapshotDraft draft, Set<SnapshotRecord> dead) {
    if (found.isEmpty()) {
      return claimed(draft);
    }
    SnapshotRecord existing = found.get();
    boolean sameRequest = existing.requestDigest().equals(draft.requestDigest());
    return switch (status(existing)) {
      case FAILED -> claimed(draft);
      case DELETING -> throw Sentences.beingDeleted(existing);
      case CREATED -> {
        if (!sameRequest) {
          throw Sentences.existsAlready(existing);
        }
        yield new Decision.Made<>(new Beginning(existing, null));
      }
      case CREATING -> {
        if (draft.workflowId().equals(existing.workflowId()) || dead.contains(existing)) {
          yield claimed(draft);
        }
        yield new Decision.Depends<>(
            existing,
            sameRequest
                ? Sentences.capturedByAnother(existing)
                : Sentences.existsAlready(existing));
      }
    };
  }

  /// The record as `failed`; empty where the failure is not of this claim.
  static Optional<SnapshotRecord> fail(
      SnapshotRecord existing, SnapshotFailure failure, String workflowId) {
    boolean own = workflowId.equals(existing.workflowId());
    return switch (status(existing)) {
      case CREATING, FAILED -> own ? Optional.of(failed(existing, failure)) : Optional.empty();
      case CREATED, DELETING -> Optional.empty();
    };
  }

  static Decision<SnapshotRecord> delete(
      SnapshotRecord existing,
      DeleteSnapshotRequest request,
      List<RollbackSummary> running,
      Set<SnapshotRecord> dead) {
    SnapshotStatus status = status(existing);
    if (status == SnapshotStatus.DELETING) {
      return new Decision.Made<>(existing);
    }
    if (status == SnapshotStatus.CREATING && !dead.contains(existing)) {
      return new Decision.Depends<>(existing, Sentences.capturedByAnother(existing));
    }
    if (existing.hold() && !request.forces()) {
      throw Sentences.held(existing.snapshotId());
    }
    for (RollbackSummary rollback : running) {
      if (rollback.snapshotId().equals(existing.snapshotId())) {
        throw Sentences.rolledBackTo(existing.snapshotId(), rollback.rollbackId());
      }
      if (isUndoOf(existing, rollback) && !request.forces()) {
        throw Sentences.undoOf(existing.snapshotId(), rollback.rollbackId());
      }
    }
    return new Decision.Made<>(existing.withStatus(SnapshotStatus.DELETING.wireName()));
  }

  static SnapshotRecord hold(SnapshotRecord existing, boolean hold) {
    if (status(existing) != SnapshotStatus.CREATED) {
      throw Sentences.notHoldable(existing);
    }
    return new SnapshotRecord(
        existing.status(),
        existing.snapshotId(),
        existing.config(),
        existing.createdAt(),
        existing.metadata(),
        existing.sizeBytes(),
        existing.storedBytes(),
        existing.durationMs(),
        existing.description(),
        existing.labels(),
        hold,
        existing.expiresAt(),
        existing.target(),
        existing.host(),
        existing.requestedBy(),
        existing.handles(),
        existing.requestDigest(),
        existing.safetyFor(),
        existing.workflowId(),
        existing.errorType(),
        existing.error());
  }

  static boolean isUndoOf(SnapshotRecord snapshot, RollbackSummary rollback) {
    return rollback.rollbackId().equals(snapshot.safetyFor())
        || snapshot.snapshotId().equals(rollback.safetySnapshotId());
  }

  static SnapshotStatus status(SnapshotRecord snapshot) {
    for (SnapshotStatus status : SnapshotStatus.values()) {
      if (status.wireName().equals(snapshot.status())) {
        return status;
      }
    }
    throw new IllegalStateException(
        "Snapshot %s has the unknown status %s."
            .formatted(snapshot.snapshotId(), snapshot.status()));
  }

  private static Decision<Beginning> claimed(SnapshotDraft draft) {
    CreateSnapshotRequest request = draft.request();
    return new Decision.Made<>(
        new Beginning(
            null,
            new SnapshotRecord(
                SnapshotStatus.CREATING.wireName(),
                draft.snapshotId(),
                request.config(),
                draft.createdAt(),
                null,
                0,
                0,
                0,
                request.description(),
                request.labels(),
                request.held(),
                request.expiresAt(),
                request.target(),
                null,
                request.requestedBy(),
                List.of(),
                draft.requestDigest(),
                draft.safetyFor(),
                Objects.requireNonNull(draft.workflowId()),
                null,
                null)));
  }

  private static SnapshotRecord failed(SnapshotRecord claim, SnapshotFailure failure) {
    return new SnapshotRecord(
        SnapshotStatus.FAILED.wireName(),
        claim.snapshotId(),
        claim.config(),
        claim.createdAt(),
        null,
        0,
        0,
        claim.durationMs(),
        claim.description(),
        claim.labels(),
        claim.hold(),
        claim.expiresAt(),
        claim.target(),
        claim.host(),
        claim.requestedBy(),
        List.of(),
        claim.requestDigest(),
        claim.safetyFor(),
        claim.workflowId(),
        failure.errorType(),
        failure.error());
  }
}
