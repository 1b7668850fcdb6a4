package dev.rollback.layer;

/// The work is no longer wanted here: it was cancelled, or the worker shuts down. Leave the target
/// old or new, clean up, rethrow.
public final class WorkStopped extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public WorkStopped(String message, Throwable cause) {
    super(message, cause);
  }
}
