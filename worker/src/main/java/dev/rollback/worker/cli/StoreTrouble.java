package dev.rollback.worker.cli;

import dev.rollback.contract.FailureType;
import dev.rollback.store.StoreException;
import dev.rollback.worker.cli.client.WorkFailed;

/// What the store at hand throws, under the names of the contract's failure types.
final class StoreTrouble {
  private StoreTrouble() {}

  static WorkFailed failed(StoreException e) {
    return new WorkFailed(
        Exit.FAILED, type(e).wireName(), String.valueOf(e.getMessage()), null, null);
  }

  private static FailureType type(StoreException e) {
    return switch (e.kind()) {
      case CORRUPT, MISSING, UNKNOWN_FORMAT -> FailureType.SNAPSHOT_CORRUPT;
      case FULL -> FailureType.INSUFFICIENT_DISK_SPACE;
      case READ_ONLY, DENIED -> FailureType.PERMISSION_DENIED;
      case FAILED -> FailureType.INTERNAL;
    };
  }
}
