package dev.rollback.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// Runs other programs.
final class Command {
  private Command() {}

  /// What it prints, without the last line's end.
  ///
  /// @throws IOException where it fails, with what it printed
  static String in(Path directory, String... command) throws IOException {
    Process process =
        new ProcessBuilder(List.of(command))
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IOException(String.join(" ", command) + ": " + output);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while " + command[0] + " ran", e);
    }
    return output.strip();
  }
}
