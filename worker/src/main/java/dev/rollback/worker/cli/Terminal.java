package dev.rollback.worker.cli;

import java.io.Console;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the operating system tells of this process's terminal.
final class Terminal {
  private static final int USUAL_WIDTH = 80;
  private static final Pattern SIZE = Pattern.compile("[0-9]+ ([1-9][0-9]{0,3})");

  private Terminal() {}

  /// Whether a descriptor of this process (0, 1 or 2) is a terminal.
  static boolean isTerminal(int descriptor) {
    Path link = Path.of("/proc/self/fd/" + descriptor);
    try {
      return Files.readSymbolicLink(link).toString().matches("/dev/(pts/\\d+|tty.*|console)");
    } catch (IOException | UnsupportedOperationException _) {
      return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    }
  }

  /// Columns of the controlling terminal, or 80 where it does not tell.
  static int width() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(new File("/dev/tty"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!stty.waitFor(1, TimeUnit.SECONDS)) {
        stty.destroyForcibly();
        return USUAL_WIDTH;
      }
      byte[] answer = stty.getInputStream().readNBytes(64);
      return columns(new String(answer, StandardCharsets.US_ASCII));
    } catch (IOException _) {
      return USUAL_WIDTH;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return USUAL_WIDTH;
    }
  }

  /// Reads `ROWS COLUMNS`.
  static int columns(String size) {
    Matcher told = SIZE.matcher(size.strip());
    return told.matches() ? Integer.parseInt(told.group(1)) : USUAL_WIDTH;
  }
}
