package dev.rollback.worker;

import java.nio.file.Path;
import java.util.List;

/// Where a secret that a request names may be read from.
///
/// @param names environment names; one that ends with `*` means every name that begins so
/// @param directories absolute directories whose files may be read
public record SecretSources(List<String> names, List<Path> directories) {
  /// What a worker allows that was told nothing.
  public static final SecretSources DEFAULT =
      new SecretSources(List.of(Setting.SECRET_PREFIX + "*"), List.of());

  public SecretSources {
    names = List.copyOf(names);
    directories = List.copyOf(directories);
  }
}
