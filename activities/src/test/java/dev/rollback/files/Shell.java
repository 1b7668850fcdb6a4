package dev.rollback.files;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// Runs shell commands as an operator would, and fails where they fail.
public final class Shell {
  private Shell() {}

  /// What the commands print, one character per byte.
  public static String run(Path directory, String script) {
    try {
      Process process =
          new ProcessBuilder("timeout", "60", "bash", "-euc", script)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), ISO_8859_1);
      if (!process.waitFor(90, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new AssertionError("%s: %s".formatted(script, output));
      }
      return output;
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
