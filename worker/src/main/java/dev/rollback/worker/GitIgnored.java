package dev.rollback.worker;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Makes git pass over a directory of our own, wherever it lies: inside a repository it is neither
/// captured with its untracked files nor removed with them, and nobody commits it by accident.
final class GitIgnored {
  private static final String ALL = "*\n";

  private GitIgnored() {}

  /// Harmless when it was done before. A directory that cannot be written stays as it is: git
  /// cannot change it either.
  static void mark(Path directory) {
    try {
      Files.writeString(directory.resolve(".gitignore"), ALL, StandardOpenOption.CREATE_NEW);
    } catch (FileAlreadyExistsException _) {
      // It is marked.
    } catch (IOException _) {
      // It is read-only.
    }
  }
}
