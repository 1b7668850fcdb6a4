package dev.rollback.verify;

import dev.rollback.contract.VerificationTest;
import dev.rollback.files.AllowedRoots;
import dev.rollback.files.FileState;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Compares permission bits (set-id and sticky bits included), owner and group, as far as they are
/// given.
final class FileModeRunner implements Runner<VerificationTest.FileMode> {
  private static final int OCTAL = 8;

  private final AllowedRoots roots;

  FileModeRunner(AllowedRoots roots) {
    this.roots = roots;
  }

  @Override
  public Finding run(VerificationTest.FileMode test, Attempt attempt) {
    Optional<FileState> found = roots.find(test.path()).state();
    Map<String, String> expected = expected(test);
    if (found.isEmpty()) {
      return Finding.failed(expected, null, test.path() + " does not exist.");
    }
    Map<String, String> actual = actual(test, found.get());
    return actual.equals(expected)
        ? Finding.passed(expected, actual)
        : Finding.failed(
            expected, actual, "%s is %s, not %s.".formatted(test.path(), actual, expected));
  }

  private static Map<String, String> expected(VerificationTest.FileMode test) {
    var expected = new LinkedHashMap<String, String>();
    if (test.mode() != null) {
      expected.put("mode", octal(Integer.parseInt(test.mode(), OCTAL)));
    }
    put(expected, "owner", test.owner());
    put(expected, "group", test.group());
    return expected;
  }

  private static Map<String, String> actual(VerificationTest.FileMode test, FileState state) {
    var actual = new LinkedHashMap<String, String>();
    if (test.mode() != null) {
      actual.put("mode", octal(state.mode()));
    }
    put(actual, "owner", asAsked(test.owner(), state.user(), state.owner()));
    put(actual, "group", asAsked(test.group(), state.group(), state.ownerGroup()));
    return actual;
  }

  /// The number where a number was asked for, else the name; null where nothing was.
  private static @Nullable String asAsked(@Nullable String asked, int number, String name) {
    if (asked == null) {
      return null;
    }
    String digits = Integer.toUnsignedString(number);
    return asked.equals(digits) ? digits : name;
  }

  private static void put(Map<String, String> fields, String name, @Nullable String value) {
    if (value != null) {
      fields.put(name, value);
    }
  }

  private static String octal(int mode) {
    return "%04o".formatted(mode);
  }
}
