package dev.rollback.store.index;

import dev.rollback.store.StoreException;
import dev.rollback.store.StoreException.Kind;

/// A pass over the whole index while others may make one file of several: it begins anew when a
/// file is gone, as long as the index came to be another.
public final class IndexPass {
  private static final int ATTEMPTS = 20;

  private IndexPass() {}

  /// What is done in one pass. It may be done several times.
  public interface Pass<T> {
    T over(IndexView view) throws StoreException;
  }

  /// The answer of the pass that came to its end.
  ///
  /// @throws StoreException MISSING when something is gone that nobody put elsewhere
  public static <T> T of(StoreIndex index, Pass<T> pass) throws StoreException {
    IndexView view = index.refreshed();
    for (int attempt = 1; ; attempt++) {
      try {
        return pass.over(view);
      } catch (StoreException trouble) {
        if (trouble.kind() != Kind.MISSING || attempt == ATTEMPTS) {
          throw trouble;
        }
        IndexView now = index.refreshed();
        if (now.saysTheSameAs(view)) {
          throw trouble;
        }
        view = now;
      }
    }
  }
}
