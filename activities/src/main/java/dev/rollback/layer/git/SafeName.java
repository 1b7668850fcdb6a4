package dev.rollback.layer.git;

import java.nio.charset.StandardCharsets;

/// An id as one component of a file's or a reference's name.
final class SafeName {
  private SafeName() {}

  /// The id itself where both git and file systems take it, else with `%XX` for what they do not.
  static String of(String id) {
    boolean dots =
        id.contains("..") || id.startsWith(".") || id.endsWith(".") || id.endsWith(".lock");
    var safe = new StringBuilder();
    for (byte each : id.getBytes(StandardCharsets.UTF_8)) {
      boolean plain =
          (each >= 'a' && each <= 'z')
              || (each >= 'A' && each <= 'Z')
              || (each >= '0' && each <= '9')
              || each == '_'
              || each == '-'
              || (each == '.' && !dots);
      safe.append(plain ? String.valueOf((char) each) : "%%%02X".formatted(each));
    }
    return safe.toString();
  }
}
