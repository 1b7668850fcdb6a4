package dev.rollback.worker;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads a settings file: a line per setting, `NAME=value`, as in the environment. Empty lines and
/// lines that begin with `#` say nothing. A value is taken as it stands, without quotes, escapes or
/// substitution; spaces around name and value are dropped.
final class SettingsFile {
  private SettingsFile() {}

  /// @param problems gets a sentence for each line that cannot be read
  static Map<String, String> read(Path file, List<String> problems) {
    Map<String, String> values = new LinkedHashMap<>();
    List<String> lines = lines(file, problems);
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        take(line, "Line " + (i + 1) + " of " + file, values, problems);
      }
    }
    return values;
  }

  private static void take(
      String line, String where, Map<String, String> values, List<String> problems) {
    int equals = line.indexOf('=');
    if (equals <= 0) {
      problems.add(where + " is no setting: write NAME=value.");
      return;
    }
    String name = line.substring(0, equals).strip();
    if (!name.startsWith("ROLLBACK_") && !name.startsWith("TEMPORAL_")) {
      problems.add(where + " sets " + name + ": only ROLLBACK_* and TEMPORAL_* are settings.");
    } else if (values.put(name, line.substring(equals + 1).strip()) != null) {
      problems.add(where + " sets " + name + " a second time: keep one of the two.");
    }
  }

  private static List<String> lines(Path file, List<String> problems) {
    try {
      return Files.readAllLines(file);
    } catch (CharacterCodingException _) {
      problems.add("The settings file " + file + " is not UTF-8: save it as UTF-8.");
    } catch (IOException _) {
      problems.add("The settings file " + file + " cannot be read: check path and permissions.");
    }
    return List.of();
  }
}
