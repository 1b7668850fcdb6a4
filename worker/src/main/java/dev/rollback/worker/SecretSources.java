package dev.rollback.worker;

import dev.rollback.secret.Secrets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// What a request may name as a secret, as `ROLLBACK_SECRETS` says: `env:NAME`, `env:PREFIX*` and
/// `file:/DIRECTORY`, separated by commas.
///
/// @param named the variables of those names, as they were at the start
/// @param directories absolute directories whose files may be read
public record SecretSources(Map<String, Secret> named, List<Path> directories) {
  /// What a worker allows that was told nothing.
  public static final String DEFAULT = "env:" + Setting.SECRET_PREFIX + "*";

  private static final String NAME = "env:[A-Za-z_][A-Za-z0-9_]*";
  private static final String NAMES = "env:(?:[A-Za-z_][A-Za-z0-9_]*)?\\*";

  public SecretSources {
    named = Map.copyOf(named);
    directories = List.copyOf(directories);
  }

  /// @param problem gets what cannot be read, as half a sentence that goes on after the
  ///     setting's name
  static SecretSources read(String written, Map<String, String> values, Consumer<String> problem) {
    Map<String, Secret> named = new HashMap<>();
    List<Path> directories = new ArrayList<>();
    for (String entry : written.split(",", -1)) {
      String source = entry.strip();
      if (source.matches(NAME) || source.matches(NAMES)) {
        String name = source.substring("env:".length());
        values.forEach(
            (variable, value) -> {
              if (isMeant(name, variable)) {
                named.put(variable, new Secret(value));
              }
            });
      } else if (source.startsWith("file:/")) {
        directory(source.substring("file:".length()), problem, directories);
      } else {
        problem.accept(
            "holds '%s': write env:NAME, env:PREFIX* or file:/DIRECTORY, separated by commas"
                .formatted(source));
      }
    }
    return new SecretSources(named, directories);
  }

  private static boolean isMeant(String name, String variable) {
    return name.endsWith("*")
        ? variable.startsWith(name.substring(0, name.length() - 1))
        : variable.equals(name);
  }

  private static void directory(String path, Consumer<String> problem, List<Path> directories) {
    try {
      directories.add(Path.of(path));
    } catch (InvalidPathException _) {
      problem.accept("is no path of this system: check it");
    }
  }

  /// What reads them.
  public Secrets secrets() {
    Map<String, String> values = new HashMap<>();
    named.forEach((name, secret) -> values.put(name, secret.value()));
    return new Secrets(values, directories);
  }
}
