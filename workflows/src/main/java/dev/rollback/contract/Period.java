package dev.rollback.contract;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A length of time in calendar units, as `2y5m7d3h`: years, months, days and hours, `w` for weeks.
public record Period(int years, int months, int days, int hours) {
  private static final Pattern TEXT =
      Pattern.compile(
          "(?:(\\d{1,4})y)?(?:(\\d{1,4})m)?(?:(\\d{1,4})w)?(?:(\\d{1,5})d)?(?:(\\d{1,6})h)?");

  /// @param field whose value it is, for the refusal
  /// @throws RollbackException `InvalidRequest` for any other text
  public static Period parse(String field, String text) {
    Matcher matcher = TEXT.matcher(text);
    Checks.require(
        !text.isEmpty() && matcher.matches(),
        "%s %s is no length of time; write it as 30d, 12h or 1y6m."
            .formatted(field, Texts.quoted(text)));
    int weeks = number(matcher, 3);
    return new Period(
        number(matcher, 1),
        number(matcher, 2),
        Math.addExact(Math.multiplyExact(weeks, 7), number(matcher, 4)),
        number(matcher, 5));
  }

  static @Nullable String optional(String field, @Nullable String text) {
    if (text != null) {
      parse(field, text);
    }
    return text;
  }

  private static int number(Matcher matcher, int group) {
    String digits = matcher.group(group);
    return digits == null ? 0 : Integer.parseInt(digits);
  }
}
