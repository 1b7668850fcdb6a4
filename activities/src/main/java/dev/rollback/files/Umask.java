package dev.rollback.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The permission bits that this process leaves off what it makes.
final class Umask {
  private static final int USUAL = 022;

  private Umask() {}

  /// As the kernel tells it; the usual one where it does not.
  static int ofThisProcess() {
    try (var lines = Files.lines(Path.of("/proc/self/status"))) {
      return lines
          .filter(line -> line.startsWith("Umask:"))
          .map(line -> Integer.parseInt(line.substring("Umask:".length()).strip(), 8))
          .findFirst()
          .orElse(USUAL);
    } catch (IOException _) {
      return USUAL;
    }
  }
}
