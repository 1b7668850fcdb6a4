package dev.rollback.worker.cli;

import picocli.CommandLine.Option;

/// Whether a person at a terminal is asked first.
public final class ConsentOptions {
  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask; where no terminal is, nobody is asked.")
  private boolean yes;

  boolean asks(Console console) {
    return !yes && console.canAsk();
  }
}
