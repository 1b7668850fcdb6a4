package dev.rollback.contract;

/// Text that came from outside, made safe to show in a sentence.
final class Texts {
  private static final int LONGEST = 120;

  private Texts() {}

  /// In double quotes, control characters escaped, cut at 120 characters.
  static String quoted(String text) {
    var shown = new StringBuilder("\"");
    text.codePoints().limit(LONGEST).forEach(point -> appendVisibly(shown, point));
    if (text.codePointCount(0, text.length()) > LONGEST) {
      shown.append('…');
    }
    return shown.append('"').toString();
  }

  private static void appendVisibly(StringBuilder shown, int point) {
    if (Character.isISOControl(point)) {
      shown.append("\\u%04x".formatted(point));
    } else {
      shown.appendCodePoint(point);
    }
  }
}
