package dev.rollback.worker.cli;

import dev.rollback.worker.cli.output.Ink;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Map;
import java.util.function.IntSupplier;

/// Where a command runs: its streams, its environment, and what kind of terminal reads it.
///
/// @param directory what relative paths are relative to
/// @param width columns of the terminal; asked only when a table is printed
public record Console(
    InputStream in,
    PrintStream out,
    PrintStream err,
    Map<String, String> environment,
    Path directory,
    Clock clock,
    ZoneId zone,
    boolean inIsTerminal,
    boolean outIsTerminal,
    boolean errIsTerminal,
    IntSupplier width) {

  /// This process's own. Output is UTF-8 whatever the locale says, as JSON must be.
  public static Console ofProcess() {
    return new Console(
        System.in,
        stream(FileDescriptor.out),
        stream(FileDescriptor.err),
        System.getenv(),
        Path.of("").toAbsolutePath(),
        Clock.systemUTC(),
        ZoneId.systemDefault(),
        Terminal.isTerminal(0),
        Terminal.isTerminal(1),
        Terminal.isTerminal(2),
        Terminal::width);
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }

  /// How to write on standard output: in colour on a terminal, unless NO_COLOR asks for none.
  public Ink ink() {
    return new Ink(outIsTerminal && wantsColour());
  }

  public Ink errorInk() {
    return new Ink(errIsTerminal && wantsColour());
  }

  private boolean wantsColour() {
    return environment.getOrDefault("NO_COLOR", "").isEmpty()
        && !environment.getOrDefault("TERM", "").equals("dumb");
  }

  /// Columns for a table: the terminal's, or no limit where a program reads.
  public int tableWidth() {
    String columns = environment.getOrDefault("COLUMNS", "");
    if (columns.matches("[1-9][0-9]{0,3}")) {
      return Integer.parseInt(columns);
    }
    return outIsTerminal ? width.getAsInt() : Integer.MAX_VALUE;
  }

  /// Whether somebody sits there who can be asked.
  public boolean canAsk() {
    return inIsTerminal && errIsTerminal;
  }
}
