package dev.rollback.worker.cli;

import picocli.CommandLine;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// Lets an option stand before the command as well as behind it; the later one wins. An option that
/// the command does not have is refused, never ignored.
final class EarlyOptions implements IExecutionStrategy {
  private final IExecutionStrategy usual = new CommandLine.RunLast();

  @Override
  public int execute(ParseResult parsed) {
    Integer helped = CommandLine.executeHelpRequest(parsed);
    if (helped != null) {
      return helped;
    }
    ParseResult last = last(parsed);
    for (ParseResult early = parsed; early.hasSubcommand(); early = early.subcommand()) {
      early.matchedOptions().forEach(option -> handOn(option, last));
    }
    return usual.execute(parsed);
  }

  private static ParseResult last(ParseResult parsed) {
    ParseResult last = parsed;
    while (last.hasSubcommand()) {
      last = last.subcommand();
    }
    return last;
  }

  private static void handOn(OptionSpec early, ParseResult last) {
    CommandSpec command = last.commandSpec();
    OptionSpec same = command.findOption(early.longestName());
    if (same == null || !same.type().equals(early.type())) {
      throw new ParameterException(
          command.commandLine(),
          "%s stands before %s, which has no such option."
              .formatted(early.longestName(), command.name()));
    }
    if (!last.hasMatchedOption(same)) {
      same.setValue(early.getValue());
    }
  }
}
