package dev.rollback.secret;

import dev.rollback.contract.FailureType;
import dev.rollback.contract.RollbackException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;

/// The secrets that requests may name on this worker, read at the moment of use and kept nowhere.
///
/// Errors name the reference and never a value; what is not allowed and what is not there are told
/// alike, so a request cannot find out which variables and files there are. Thread-safe.
public final class Secrets {
  /// Knows none.
  public static final Secrets NONE = new Secrets(Map.of(), List.of());

  private static final int LONGEST = 64 * 1024;

  private final Map<String, String> named;
  private final List<Path> directories;

  /// @param named the variables that may be named, with their values
  /// @param directories beneath which files may be named; a link out of them leads nowhere
  public Secrets(Map<String, String> named, List<Path> directories) {
    this.named = Map.copyOf(named);
    this.directories = List.copyOf(directories);
  }

  /// Puts each secret in its reference's place.
  ///
  /// @param written how a secret is written there, such as percent-encoded in a URL
  /// @throws RollbackException `InvalidRequest`
  public Revealed reveal(String text, UnaryOperator<String> written) {
    var values = new ArrayList<String>();
    var revealed = new StringBuilder();
    Matcher matcher = SecretRef.WRITTEN.matcher(text);
    while (matcher.find()) {
      String value = value(SecretRef.of(matcher));
      values.add(value);
      values.add(written.apply(value));
      matcher.appendReplacement(revealed, Matcher.quoteReplacement(written.apply(value)));
    }
    matcher.appendTail(revealed);
    if (SecretRef.standsIn(SecretRef.WRITTEN.matcher(text).replaceAll(""))) {
      throw refused(
          "A secret is written ${env:NAME} or ${file:/PATH}; correct what begins with ${.");
    }
    return new Revealed(revealed.toString(), values);
  }

  private String value(SecretRef reference) {
    String value =
        switch (reference.kind()) {
          case ENV -> named.getOrDefault(reference.place(), "");
          case FILE -> content(reference);
        };
    if (value.isEmpty()) {
      throw unknown(reference);
    }
    return value;
  }

  private String content(SecretRef reference) {
    try {
      Path file = Path.of(reference.place()).toRealPath();
      if (!reference.place().startsWith("/") || !isAllowed(file) || !Files.isRegularFile(file)) {
        throw unknown(reference);
      }
      try (var in = Files.newInputStream(file)) {
        byte[] bytes = in.readNBytes(LONGEST + 1);
        if (bytes.length > LONGEST) {
          throw refused("%s is too long for a secret; check the path.".formatted(reference));
        }
        return new String(bytes, StandardCharsets.UTF_8).replaceFirst("\\R\\z", "");
      }
    } catch (IOException | InvalidPathException _) {
      throw unknown(reference);
    }
  }

  private boolean isAllowed(Path file) throws IOException {
    for (Path directory : directories) {
      if (Files.isDirectory(directory) && file.startsWith(directory.toRealPath())) {
        return true;
      }
    }
    return false;
  }

  private static RollbackException unknown(SecretRef reference) {
    return refused(
        "The secret %s is not there, or ROLLBACK_SECRETS of the worker does not allow it."
            .formatted(reference));
  }

  private static RollbackException refused(String sentence) {
    return new RollbackException(FailureType.INVALID_REQUEST, sentence);
  }
}
