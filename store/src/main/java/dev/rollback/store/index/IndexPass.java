package dev.rollback.store.index;

import dev.rollback.store.StoreException;
import dev.rollback.store.StoreException.Kind;

/// A pass over the whole index while others may make one file of several: it begins anew when a
/// file is gone.
public final class IndexPass {
  private static final int ATTEMPTS = 20;

  private IndexPass() {}

  /// What is done in one pass. It may be done several times.
  public interface Pass<T> {
    T over(IndexView view) throws StoreException;
  }

  /// The answer of the pass that came to its end.
  public static <T> T of(StoreIndex index, Pass<T> pass) throws StoreException {
    for (int attempt = 1; ; attempt++) {
      try {
        return pass.over(index.refreshed());
      } catch (StoreException trouble) {
        if (trouble.kind() != Kind.MISSING || attempt == ATTEMPTS) {
          throw trouble;
        }
      }
    }
  }
}
