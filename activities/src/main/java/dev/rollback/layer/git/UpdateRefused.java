package dev.rollback.layer.git;

import dev.rollback.contract.RollbackException;

/// A work tree could not be taken to another tree, and nothing of it was changed.
final class UpdateRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final RollbackException refusal;

  UpdateRefused(RollbackException refusal) {
    super(refusal);
    this.refusal = refusal;
  }

  RollbackException refusal() {
    return refusal;
  }
}
