package dev.rollback.verify;

import dev.rollback.contract.FailureType;
import dev.rollback.contract.RollbackException;
import dev.rollback.contract.VerificationTest;
import dev.rollback.files.AllowedRoots;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/// Compares what a regular file holds. The content itself never enters a result.
final class FileContentRunner implements Runner<VerificationTest.FileContent> {
  private static final int BUFFER = 1 << 20;

  private final AllowedRoots roots;
  private final int mostBytes;
  private final Duration patternLimit;

  /// @param mostBytes the largest file that is searched; a larger one is `unknown`
  FileContentRunner(AllowedRoots roots, int mostBytes, Duration patternLimit) {
    this.roots = roots;
    this.mostBytes = mostBytes;
    this.patternLimit = patternLimit;
  }

  @Override
  public Finding run(VerificationTest.FileContent test, Attempt attempt) throws IOException {
    try (InputStream content = roots.find(test.path()).open()) {
      if (test.sha256() != null) {
        return compared(test.path(), test.sha256(), content, attempt);
      }
      byte[] bytes = content.readNBytes(mostBytes + 1);
      if (bytes.length > mostBytes) {
        return Finding.undecidable(
            "%s is larger than %d bytes and is not searched. Compare its sha256 instead."
                .formatted(test.path(), mostBytes));
      }
      return test.contains() != null
          ? contained(test.path(), test.contains(), bytes)
          : matched(test.path(), Objects.requireNonNull(test.matches()), bytes, attempt);
    } catch (RollbackException e) {
      if (e.type() == FailureType.PATH_NOT_FOUND) {
        return Finding.failed("content of " + test.path(), null, e.sentence());
      }
      throw e;
    }
  }

  private static Finding compared(
      String path, String expected, InputStream content, Attempt attempt) throws IOException {
    MessageDigest digest = sha256();
    var buffer = new byte[BUFFER];
    for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
      digest.update(buffer, 0, count);
      attempt.pulse();
    }
    String actual = HexFormat.of().formatHex(digest.digest());
    return actual.equals(expected.toLowerCase(Locale.ROOT))
        ? Finding.passed(actual, actual)
        : Finding.failed(expected, actual, "%s has the SHA-256 %s.".formatted(path, actual));
  }

  private static Finding contained(String path, String wanted, byte[] bytes) {
    return new ByteSearch(wanted.getBytes(StandardCharsets.UTF_8)).isIn(bytes)
        ? Finding.passed("contained", "contained")
        : Finding.failed("contained", "not contained", path + " does not contain the text.");
  }

  private Finding matched(String path, String expression, byte[] bytes, Attempt attempt) {
    Optional<Boolean> found =
        new BoundedPattern(Pattern.compile(expression), attempt.atMost(patternLimit))
            .isIn(new String(bytes, StandardCharsets.UTF_8));
    if (found.isEmpty()) {
      return Finding.undecidable(
          "The expression takes too long on %s. Use one without nested repetition."
              .formatted(path));
    }
    return found.get()
        ? Finding.passed("matched", "matched")
        : Finding.failed("matched", "not matched", path + " does not match the expression.");
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java runtime has SHA-256.", e);
    }
  }
}
