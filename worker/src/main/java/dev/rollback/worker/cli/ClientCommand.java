package dev.rollback.worker.cli;

import dev.rollback.worker.cli.client.Client;
import dev.rollback.worker.cli.client.WorkFailed;
import dev.rollback.worker.cli.output.Format;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/// A command that asks an installation through Temporal: connects, asks, prints, and turns what
/// failed into a sentence and an exit code.
abstract class ClientCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private final OutputOptions output = new OutputOptions();

  @Mixin private final ConnectionOptions connection = new ConnectionOptions();

  ClientCommand(Console console) {
    this.console = console;
  }

  /// Asks and prints.
  ///
  /// @return the exit code
  abstract int ask(Client client);

  /// Checks what was given before anything is connected to.
  void prepare() {}

  @Override
  public final Integer call() {
    try {
      prepare();
      try (Client client = connection.open(console, new ProgressDisplay(console))) {
        return ask(client);
      }
    } catch (WorkFailed failed) {
      return new FailureReport(console).print(failed, format());
    }
  }

  Format format() {
    return output.format();
  }

  final Console console() {
    return console;
  }

  final OutputOptions output() {
    return output;
  }
}
