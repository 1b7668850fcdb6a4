package dev.rollback.worker.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// All commands, put together.
public final class CommandLines {
  private CommandLines() {}

  /// The program, ready to execute; each command is made once, in the order of its help.
  ///
  /// @param processes annotated command objects beside those that ask an installation
  public static CommandLine of(Console console, Object... processes) {
    return of(console, Optional.empty(), processes);
  }

  public static CommandLine of(
      Console console, Optional<ContentPrinter> contents, Object... processes) {
    CommandLine root = new CommandLine(new RootCommand(console), new Commands(console));
    clientCommands(console, contents).forEach(root::addSubcommand);
    List.of(processes).forEach(root::addSubcommand);
    root.addSubcommand(new CompletionCommand(console));
    furnish(root);
    return configured(root, console);
  }

  private static List<Object> clientCommands(Console console, Optional<ContentPrinter> contents) {
    return List.of(
        new CreateCommand(console),
        new PlanCommand(console),
        new RollbackCommand(console),
        new UndoCommand(console),
        new ListCommand(console),
        new ShowCommand(console, contents),
        new HistoryCommand(console),
        new DescribeCommand(console),
        new StatusCommand(console),
        new DeleteCommand(console),
        HoldCommand.hold(console),
        HoldCommand.release(console),
        new RetentionCommand(console),
        ScheduleCommand.of(console),
        new DiffCommand(console),
        new RestoreCommand(console),
        new CheckCommand(console),
        new PruneCommand(console),
        StoreCommand.of(console),
        new ProcessCommand(console),
        new ApproveCommand(console),
        new RejectCommand(console),
        new CancelCommand(console),
        new AuditCommand());
  }

  /// Gives every command its `--help`, and those without work of their own a word on what is
  /// missing.
  private static void furnish(CommandLine commandLine) {
    CommandSpec spec = commandLine.getCommandSpec();
    if (spec.findOption("--help") == null) {
      spec.addOption(
          OptionSpec.builder("-h", "--help")
              .usageHelp(true)
              .description("Show this help and exit.")
              .build());
    }
    if (spec.parent() == null) {
      spec.addOption(
          OptionSpec.builder("-V", "--version")
              .versionHelp(true)
              .description("Show the version and exit.")
              .build());
    }
    commandLine.getSubcommands().values().forEach(CommandLines::furnish);
  }

  private static CommandLine configured(CommandLine root, Console console) {
    Ansi ansi = console.ink().coloured() ? Ansi.ON : Ansi.OFF;
    IExecutionExceptionHandler unexpected = new UnexpectedFailure(console);
    return root.setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setAllowSubcommandsAsOptionParameters(true)
        .setColorScheme(CommandLine.Help.defaultColorScheme(ansi))
        .setParameterExceptionHandler(new UsageReport(console))
        .setExecutionExceptionHandler(unexpected)
        .setExecutionStrategy(new EarlyOptions())
        .setUsageHelpAutoWidth(false)
        .setUsageHelpWidth(100)
        .setAbbreviatedOptionsAllowed(false);
  }
}
