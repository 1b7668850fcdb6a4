package dev.rollback.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A secret's place instead of the secret: `env:NAME` or `file:/path`. Anything else is taken as
/// the secret itself.
final class SecretReference {
  private static final int LONGEST = 64 * 1024;

  private SecretReference() {}

  /// The secret, without the line end that editors add to a file.
  ///
  /// @throws SettingsException half a sentence that goes on after the setting's name; never the
  ///     value
  static Secret resolve(String written, Map<String, String> environment) {
    if (written.startsWith("env:")) {
      return new Secret(ofEnvironment(written.substring("env:".length()), environment));
    }
    if (written.startsWith("file:")) {
      return new Secret(ofFile(written.substring("file:".length())));
    }
    return new Secret(written);
  }

  private static String ofEnvironment(String name, Map<String, String> environment) {
    String value = environment.get(name);
    if (value == null) {
      throw refused("refers to the variable " + name + ", which is not set: set it");
    }
    return value;
  }

  private static String ofFile(String path) {
    try {
      Path file = Path.of(path);
      if (Files.size(file) > LONGEST) {
        throw refused("refers to " + file + ", which is too long for a secret: check the path");
      }
      String value = Files.readString(file).replaceFirst("\\R\\z", "");
      if (value.isEmpty()) {
        throw refused("refers to " + file + ", which is empty: write the secret into it");
      }
      return value;
    } catch (IOException | InvalidPathException _) {
      throw refused("refers to " + path + ", which cannot be read: check path and permissions");
    }
  }

  private static SettingsException refused(String sentence) {
    return new SettingsException(List.of(sentence));
  }
}
