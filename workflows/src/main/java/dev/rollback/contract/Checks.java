package dev.rollback.contract;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The checks that make a request's records valid from birth; each failure is an `InvalidRequest`
/// that names the field.
final class Checks {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,127}");
  private static final int LONGEST_PATH = 4096;
  private static final int MOST_PATHS = 10_000;
  private static final int MOST_LABELS = 64;

  private Checks() {}

  static void require(boolean condition, String sentence) {
    if (!condition) {
      throw new RollbackException(FailureType.INVALID_REQUEST, sentence);
    }
  }

  static String present(String field, @Nullable String value) {
    require(value != null, field + " is missing.");
    return Objects.requireNonNull(value);
  }

  static String name(String field, @Nullable String value) {
    String name = present(field, value);
    require(
        NAME.matcher(name).matches(),
        "%s %s is not valid; use 1 to 128 of A-Z a-z 0-9 . _ - and no leading dot."
            .formatted(field, Texts.quoted(name)));
    return name;
  }

  static String path(String field, @Nullable String value) {
    String path = present(field, value);
    require(!path.isEmpty(), field + " is empty; name a path.");
    require(path.indexOf('\0') < 0, "%s %s holds a NUL.".formatted(field, Texts.quoted(path)));
    require(
        path.length() <= LONGEST_PATH,
        "%s is longer than %d characters.".formatted(field, LONGEST_PATH));
    return path;
  }

  static List<String> paths(String field, @Nullable List<String> values) {
    require(
        values != null && !values.isEmpty(),
        field + " is missing or empty; name at least one path.");
    return optionalPaths(field, values);
  }

  static List<String> optionalPaths(String field, @Nullable List<String> values) {
    List<String> paths = list(field, values, MOST_PATHS);
    paths.forEach(each -> path(field, each));
    return paths;
  }

  /// An immutable copy; null becomes empty.
  static <T> List<T> list(String field, @Nullable List<T> values, int most) {
    if (values == null) {
      return List.of();
    }
    require(values.size() <= most, "%s has more than %d entries.".formatted(field, most));
    require(values.stream().noneMatch(each -> each == null), field + " holds a null.");
    return List.copyOf(values);
  }

  static @Nullable String optionalText(String field, @Nullable String value, int longest) {
    require(
        value == null || value.length() <= longest,
        "%s is longer than %d characters.".formatted(field, longest));
    require(value == null || value.indexOf('\0') < 0, "%s holds a NUL.".formatted(field));
    return value;
  }

  static Map<String, String> labels(@Nullable Map<String, String> labels) {
    if (labels == null) {
      return Map.of();
    }
    require(
        labels.size() <= MOST_LABELS, "labels has more than %d entries.".formatted(MOST_LABELS));
    labels.forEach(
        (key, value) -> {
          optionalText("labels key", key, 128);
          require(value != null, "labels." + key + " is null.");
          optionalText("labels." + key, value, 1024);
        });
    return Collections.unmodifiableMap(new TreeMap<>(labels));
  }

  static @Nullable Long seconds(String field, @Nullable Long value) {
    require(
        value == null || (value > 0 && value <= 31_536_000L),
        field + " must be from 1 to 31536000 seconds.");
    return value;
  }

  static @Nullable String timeZone(String field, @Nullable String value) {
    try {
      return value == null ? null : ZoneId.of(value).getId();
    } catch (DateTimeException e) {
      throw new RollbackException(
          FailureType.INVALID_REQUEST,
          "%s %s is no time zone; use UTC or a name such as Europe/Vienna."
              .formatted(field, Texts.quoted(value)),
          e);
    }
  }

  static void page(@Nullable Integer limit, @Nullable Integer offset) {
    require(limit == null || (limit >= 1 && limit <= 1000), "limit must be from 1 to 1000.");
    require(offset == null || offset >= 0, "offset must not be negative.");
  }

  static void lines(@Nullable Integer limit, @Nullable Integer offset) {
    require(limit == null || (limit >= 1 && limit <= 10_000), "limit must be from 1 to 10000.");
    require(offset == null || offset >= 0, "offset must not be negative.");
  }

  /// One that names a secret is known only when it is asked.
  static void httpUrl(String field, String url) {
    require(
        url.startsWith("http://") || url.startsWith("https://"),
        field + " must begin with http:// or https://.");
    if (url.contains("${")) {
      return;
    }
    try {
      URI parsed = new URI(url);
      require(
          parsed.getHost() != null && parsed.getUserInfo() == null && parsed.getPort() <= 65_535,
          field + " must name a host by name or address, with no user or password.");
    } catch (URISyntaxException e) {
      throw new RollbackException(FailureType.INVALID_REQUEST, field + " is not a URL.", e);
    }
  }

  static void regularExpression(String field, @Nullable String expression) {
    if (expression == null) {
      return;
    }
    optionalText(field, expression, 1024);
    try {
      Pattern.compile(expression);
    } catch (java.util.regex.PatternSyntaxException e) {
      throw new RollbackException(
          FailureType.INVALID_REQUEST,
          "%s is not a regular expression: %s.".formatted(field, e.getDescription()),
          e);
    }
  }
}
