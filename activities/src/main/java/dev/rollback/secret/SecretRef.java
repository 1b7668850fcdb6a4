package dev.rollback.secret;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where a secret is: `${env:NAME}` or `${file:/PATH}` as it stands in a request. It may be
/// recorded and shown; the secret may not.
///
/// @param place `NAME` or `/PATH`
public record SecretRef(Kind kind, String place) {
  static final Pattern WRITTEN = Pattern.compile("\\$\\{(env|file):([^}]*)}");

  /// What a place is.
  public enum Kind {
    ENV,
    FILE
  }

  /// Whether a text names any secret, or tries to.
  public static boolean standsIn(String text) {
    return text.contains("${");
  }

  static SecretRef of(Matcher matcher) {
    Kind kind = matcher.group(1).equals("env") ? Kind.ENV : Kind.FILE;
    return new SecretRef(kind, matcher.group(2));
  }

  /// As it is written, without the braces.
  @Override
  public String toString() {
    return (kind == Kind.ENV ? "env:" : "file:") + place;
  }
}
