package dev.rollback.contract;

import org.jspecify.annotations.Nullable;

/// Something could not be done, as the caller will be told: a [FailureType] and a sentence that
/// names whose, which and what to do now. The sentence never holds a secret or file content.
public final class RollbackException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final FailureType type;

  public RollbackException(FailureType type, String message) {
    this(type, message, null);
  }

  public RollbackException(FailureType type, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.type = type;
  }

  public FailureType type() {
    return type;
  }

  /// The sentence; unlike [#getMessage], never null.
  public String sentence() {
    return String.valueOf(getMessage());
  }
}
