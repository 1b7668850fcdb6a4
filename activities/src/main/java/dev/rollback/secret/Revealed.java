package dev.rollback.secret;

import java.util.Comparator;
import java.util.List;

/// A text with its secrets in it, for the moment of its use; and how to take them out again of
/// whatever came of that use. Printed, it shows nothing.
public final class Revealed {
  private static final String MASK = "***";

  private final String text;
  private final List<String> secrets;

  Revealed(String text, List<String> secrets) {
    this.text = text;
    this.secrets =
        secrets.stream()
            .filter(each -> !each.isBlank())
            .distinct()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();
  }

  public String text() {
    return text;
  }

  /// The same words with three stars for every secret.
  public String masked(String words) {
    String masked = words;
    for (String secret : secrets) {
      masked = masked.replace(secret, MASK);
    }
    return masked;
  }

  @Override
  public String toString() {
    return MASK;
  }
}
