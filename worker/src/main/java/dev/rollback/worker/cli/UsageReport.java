package dev.rollback.worker.cli;

import dev.rollback.worker.cli.output.Visible;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// Tells in one sentence what of a command line is not understood.
final class UsageReport implements IParameterExceptionHandler {
  private final Console console;

  UsageReport(Console console) {
    this.console = console;
  }

  @Override
  public int handleParseException(ParameterException e, String[] arguments) {
    CommandLine command = e.getCommandLine();
    print(String.valueOf(e.getMessage()), command);
    UnmatchedArgumentException.printSuggestions(e, command.getErr());
    return Exit.USAGE;
  }

  void print(String sentence, CommandLine command) {
    String name = command.getCommandSpec().qualifiedName();
    String shown = Visible.of(sentence);
    console.err().println(console.errorInk().red("error: ") + shown);
    console.err().println("  now:  `" + name + " --help` tells what there is.");
    console.err().flush();
  }
}
