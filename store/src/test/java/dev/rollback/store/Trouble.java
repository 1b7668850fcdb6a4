package dev.rollback.store;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rollback.store.StoreException.Kind;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/// Asks a deed for the trouble it meets.
public final class Trouble {
  private Trouble() {}

  /// The kind of the [StoreException] that the deed throws; fails when it throws none.
  public static Kind of(ThrowingCallable deed) {
    return thrownBy(deed).kind();
  }

  /// The [StoreException] that the deed throws; fails when it throws none.
  public static StoreException thrownBy(ThrowingCallable deed) {
    StoreException thrown = catchThrowableOfType(StoreException.class, deed);
    if (thrown == null) {
      throw new AssertionError("The deed met no trouble.");
    }
    return thrown;
  }
}
