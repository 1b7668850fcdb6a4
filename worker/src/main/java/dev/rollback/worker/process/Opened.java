package dev.rollback.worker.process;

import java.util.ArrayDeque;
import java.util.Deque;

/// What was opened so far, to be closed in the opposite order: all of it, whatever one of them
/// says.
final class Opened {
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();

  <T extends AutoCloseable> T add(T part) {
    parts.push(part);
    return part;
  }

  /// Closes all, and adds what goes wrong to the failure that is under way.
  void closeAll(Throwable failure) {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        failure.addSuppressed(e);
      }
    }
  }

  /// @throws ProcessException where a part could not be closed, after all were tried
  void closeAll() {
    ProcessException failure = new ProcessException("The stack did not end in good order.");
    closeAll(failure);
    for (Throwable cause : failure.getSuppressed()) {
      failure =
          new ProcessException(
              cause.getMessage() == null ? cause.toString() : cause.getMessage(), cause);
      throw failure;
    }
  }
}
