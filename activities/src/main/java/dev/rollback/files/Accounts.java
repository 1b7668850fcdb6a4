package dev.rollback.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// Names of users and groups as this host's `/etc/passwd` and `/etc/group` have them. Directory
/// services are not asked: restoring goes by the number.
record Accounts(Map<Integer, String> users, Map<Integer, String> groups) {
  Accounts {
    users = Map.copyOf(users);
    groups = Map.copyOf(groups);
  }

  static Accounts current() {
    return new Accounts(read(Path.of("/etc/passwd")), read(Path.of("/etc/group")));
  }

  /// The name, or the number as text where there is none.
  String user(int number) {
    return users.getOrDefault(number, Integer.toUnsignedString(number));
  }

  String group(int number) {
    return groups.getOrDefault(number, Integer.toUnsignedString(number));
  }

  private static Map<Integer, String> read(Path file) {
    var names = new HashMap<Integer, String>();
    try (var lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
      lines.map(line -> line.split(":", 4)).forEach(fields -> enter(names, fields));
    } catch (IOException | UncheckedIOException e) {
      // A host without the file has numbers only.
      return Map.of();
    }
    return names;
  }

  private static void enter(Map<Integer, String> names, String[] fields) {
    if (fields.length >= 3 && fields[2].matches("[0-9]{1,10}")) {
      long number = Long.parseLong(fields[2]);
      names.putIfAbsent((int) number, fields[0]);
    }
  }
}
