package dev.rollback.contract;

import static java.util.stream.Collectors.toCollection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A page of documentation: sections under headings, and tables whose first column is in code
/// quotes.
///
/// @param text all of it
record ReferencePage(String text) {
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`]+)` \\|([^|]*)\\|");

  static ReferencePage read(Path file) throws IOException {
    return new ReferencePage(Files.readString(file));
  }

  /// What stands between a heading and the next one.
  ReferencePage section(String heading) {
    String start = "# " + heading + "\n";
    int at = text.indexOf(start);
    if (at < 0) {
      throw new AssertionError("No section is headed " + heading);
    }
    String rest = text.substring(at + start.length());
    return new ReferencePage(HEADING.split(rest, 2)[0]);
  }

  /// The first column of the section's table.
  Set<String> rows() {
    return results().map(row -> row.group(1)).collect(toCollection(TreeSet::new));
  }

  /// What stands in the second column of a row.
  String second(String row) {
    return results()
        .filter(each -> each.group(1).equals(row))
        .map(each -> each.group(2).strip())
        .findFirst()
        .orElse("");
  }

  private Stream<MatchResult> results() {
    return ROW.matcher(text).results();
  }
}
