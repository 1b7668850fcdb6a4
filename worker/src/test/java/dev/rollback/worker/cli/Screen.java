package dev.rollback.worker.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;

/// A console in memory: what is typed, and what was printed.
final class Screen {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Map<String, String> environment;
  private final Path directory;
  private final boolean terminal;
  private final String typed;

  private Screen(Map<String, String> environment, Path directory, boolean terminal, String typed) {
    this.environment = environment;
    this.directory = directory;
    this.terminal = terminal;
    this.typed = typed;
  }

  static Screen piped(Path directory, Map<String, String> environment, String input) {
    return new Screen(environment, directory, false, input);
  }

  static Screen terminal(Path directory, Map<String, String> environment, String typed) {
    return new Screen(environment, directory, true, typed);
  }

  Console console() {
    return new Console(
        new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        environment,
        directory,
        Clock.fixed(Instant.ofEpochSecond(1_729_123_456), ZoneOffset.UTC),
        ZoneOffset.UTC,
        terminal,
        terminal,
        terminal,
        () -> 100);
  }

  int run(String... arguments) {
    return CommandLines.of(console()).execute(arguments);
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
