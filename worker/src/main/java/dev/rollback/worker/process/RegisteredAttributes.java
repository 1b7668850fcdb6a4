package dev.rollback.worker.process;

import dev.rollback.workflow.SearchAttributes;
import io.grpc.StatusRuntimeException;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// Whether the namespace has our search attributes. Asked again until it has: an operator may
/// register them while a worker runs.
final class RegisteredAttributes {
  private static final long PAUSE = TimeUnit.SECONDS.toNanos(30);

  private final TemporalConnection connection;
  private boolean present;
  private long askAgainAt = System.nanoTime();

  RegisteredAttributes(TemporalConnection connection) {
    this.connection = connection;
  }

  synchronized boolean present() {
    if (!present && System.nanoTime() - askAgainAt >= 0) {
      present = ask();
      askAgainAt = System.nanoTime() + PAUSE;
    }
    return present;
  }

  private boolean ask() {
    try {
      Set<String> names = connection.searchAttributes();
      return SearchAttributes.all().stream().allMatch(key -> names.contains(key.getName()));
    } catch (StatusRuntimeException _) {
      return false;
    }
  }
}
