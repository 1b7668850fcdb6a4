package dev.rollback.worker;

import dev.rollback.worker.cli.CommandLines;
import dev.rollback.worker.cli.Console;

/// The program: `rollback COMMAND`.
public final class Main {
  private static final String LOGGING = "logback.configurationFile";

  private Main() {}

  public static void main(String[] arguments) {
    if (System.getProperty(LOGGING) == null) {
      System.setProperty(LOGGING, "logback-client.xml");
    }
    System.exit(CommandLines.of(Console.ofProcess()).execute(arguments));
  }
}
