package dev.rollback.verify;

import dev.rollback.contract.Verdict;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// What one attempt of a test came to.
///
/// @param last whether another attempt can only find the same
record Finding(
    Verdict verdict,
    @Nullable Object expected,
    @Nullable Object actual,
    @Nullable String error,
    boolean last) {

  /// The same with what it says passed through a mask.
  Finding masked(UnaryOperator<String> mask) {
    return new Finding(
        verdict,
        expected,
        actual instanceof String said ? mask.apply(said) : actual,
        error == null ? null : mask.apply(error),
        last);
  }

  static Finding passed(Object expected, Object actual) {
    return new Finding(Verdict.PASSED, expected, actual, null, true);
  }

  static Finding failed(Object expected, @Nullable Object actual, String error) {
    return new Finding(Verdict.FAILED, expected, actual, error, false);
  }

  /// It could not be told this time.
  static Finding unknown(String error) {
    return new Finding(Verdict.UNKNOWN, null, null, error, false);
  }

  /// It cannot be told, however often it is tried.
  static Finding undecidable(String error) {
    return new Finding(Verdict.UNKNOWN, null, null, error, true);
  }
}
