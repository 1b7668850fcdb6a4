package dev.rollback.store.prune;

import dev.rollback.store.StoreException;
import dev.rollback.store.StoreException.Kind;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/// Waits for what other threads do.
public final class Threads {
  private Threads() {}

  /// What the other thread answers, or throws.
  public static <T> T await(Future<T> running) throws StoreException {
    try {
      return running.get();
    } catch (ExecutionException failed) {
      switch (failed.getCause()) {
        case StoreException trouble -> throw trouble;
        case RuntimeException unexpected -> throw unexpected;
        case Error grave -> throw grave;
        case null, default -> throw new IllegalStateException(failed);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new StoreException(
          Kind.FAILED, "The work on the store was interrupted. Begin it again.", interrupted);
    }
  }
}
