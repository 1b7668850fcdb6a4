package dev.rollback.files;

import dev.rollback.contract.FailureType;
import dev.rollback.contract.RollbackException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a capture leaves out, in the grammar of `gitignore`, relative to each path of the scope.
///
/// Patterns are tried from the last to the first; the first that matches decides, `!` before a
/// pattern takes a match back in. A `/` at the end matches directories alone; one at the beginning
/// or in the middle ties the pattern to the scope's path; else it matches at every depth. `**` as a
/// whole name matches any number of directories. Nothing in a directory that is left out can be
/// taken back in. Blank patterns and those that begin with `#` match nothing.
final class Exclusions {
  static final Exclusions NONE = new Exclusions(List.of());

  private static final byte[] ANY_DEPTH = {'*', '*'};

  private final List<Pattern> patterns;

  private Exclusions(List<Pattern> patterns) {
    this.patterns = patterns;
  }

  /// One pattern.
  ///
  /// @param names its names, from the scope's path on
  private record Pattern(List<Name> names, boolean takesIn, boolean directoriesOnly) {}

  /// @param glob null for `**`
  private record Name(@Nullable GlobName glob) {}

  static Exclusions of(List<String> texts) {
    var patterns = new ArrayList<Pattern>();
    for (String text : texts) {
      String line = withoutTrailingBlanks(text);
      if (!line.isEmpty() && line.charAt(0) != '#') {
        patterns.add(pattern(line));
      }
    }
    return patterns.isEmpty() ? NONE : new Exclusions(List.copyOf(patterns));
  }

  private static String withoutTrailingBlanks(String text) {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == ' ' && !(end > 1 && text.charAt(end - 2) == '\\')) {
      end--;
    }
    return text.substring(0, end);
  }

  private static Pattern pattern(String line) {
    boolean takesIn = line.startsWith("!");
    String body = takesIn ? line.substring(1) : line;
    boolean directories = body.endsWith("/");
    body = directories ? body.substring(0, body.length() - 1) : body;
    boolean tied = body.indexOf('/') >= 0;
    List<byte[]> texts = Names.split(body.getBytes(StandardCharsets.UTF_8));
    if (texts.isEmpty()) {
      throw new RollbackException(
          FailureType.INVALID_REQUEST,
          "The pattern '%s' in exclude names nothing. Remove or correct it.".formatted(line));
    }
    var names = new ArrayList<Name>();
    if (!tied) {
      names.add(new Name(null));
    }
    for (byte[] text : texts) {
      names.add(new Name(Arrays.equals(text, ANY_DEPTH) ? null : GlobName.of(text)));
    }
    return new Pattern(List.copyOf(names), takesIn, directories);
  }

  boolean isEmpty() {
    return patterns.isEmpty();
  }

  /// Whether an entry is left out, provided that no directory on its way is.
  ///
  /// @param beneath its names from the scope's path on, itself the last
  boolean leaveOut(List<byte[]> beneath, boolean isDirectory) {
    for (Pattern pattern : patterns.reversed()) {
      if ((isDirectory || !pattern.directoriesOnly()) && matches(pattern.names(), beneath)) {
        return !pattern.takesIn();
      }
    }
    return false;
  }

  private static boolean matches(List<Name> pattern, List<byte[]> names) {
    if (pattern.isEmpty()) {
      return names.isEmpty();
    }
    GlobName glob = pattern.getFirst().glob();
    List<Name> rest = pattern.subList(1, pattern.size());
    if (glob != null) {
      return !names.isEmpty()
          && glob.matches(names.getFirst())
          && matches(rest, names.subList(1, names.size()));
    }
    if (rest.isEmpty()) {
      return !names.isEmpty();
    }
    for (int skipped = 0; skipped < names.size(); skipped++) {
      if (matches(rest, names.subList(skipped, names.size()))) {
        return true;
      }
    }
    return false;
  }
}
