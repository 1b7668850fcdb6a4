package dev.rollback.workflow;

import dev.rollback.contract.FailureType;
import dev.rollback.contract.Request;
import dev.rollback.contract.RollbackException;
import org.jspecify.annotations.Nullable;

/// What a workflow was given.
final class Requests {
  private Requests() {}

  /// @throws RollbackException `InvalidRequest` where nothing was given
  static <T extends Request> T required(@Nullable T request) {
    if (request == null) {
      throw new RollbackException(
          FailureType.INVALID_REQUEST, "The request is missing; give one JSON object.");
    }
    return request;
  }
}
