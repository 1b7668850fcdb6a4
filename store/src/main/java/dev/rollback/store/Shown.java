package dev.rollback.store;

/// Untrusted text made fit for an error message: short, and without control characters.
final class Shown {
  private static final int LIMIT = 80;

  private Shown() {}

  static String of(String text) {
    String start = text.length() > LIMIT ? text.substring(0, LIMIT) + "…" : text;
    return start.replaceAll("\\p{Cntrl}", "?");
  }
}
