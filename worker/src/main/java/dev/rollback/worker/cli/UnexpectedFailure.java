package dev.rollback.worker.cli;

import dev.rollback.contract.FailureType;
import dev.rollback.contract.RollbackException;
import dev.rollback.worker.SettingsException;
import dev.rollback.worker.cli.client.WorkFailed;
import dev.rollback.worker.cli.output.Format;
import dev.rollback.worker.cli.request.UsageError;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/// What a command could not tell itself: bad requests as usage errors, everything else in one
/// sentence, with the stack where ROLLBACK_DEBUG is set.
final class UnexpectedFailure implements IExecutionExceptionHandler {
  private final Console console;

  UnexpectedFailure(Console console) {
    this.console = console;
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
    return switch (e) {
      case UsageError usage -> refused(String.valueOf(usage.getMessage()), command);
      case RollbackException refused when isUsage(refused.type()) ->
          refused(refused.sentence(), command);
      case RollbackException failed ->
          report(failed(Exit.FAILED, failed.type().wireName(), failed.sentence()), command);
      case SettingsException wrong ->
          report(
              failed(Exit.USAGE, "InvalidSettings", String.join(" ", wrong.problems())), command);
      default -> failed(e, command);
    };
  }

  private static boolean isUsage(FailureType type) {
    return type == FailureType.INVALID_REQUEST || type == FailureType.UNSUPPORTED_TYPE;
  }

  private static WorkFailed failed(int exit, String type, String sentence) {
    return new WorkFailed(exit, type, sentence, null, null);
  }

  private int report(WorkFailed failed, CommandLine command) {
    return new FailureReport(console).print(failed, format(command));
  }

  private int refused(String sentence, CommandLine command) {
    new UsageReport(console).print(sentence, command);
    return Exit.USAGE;
  }

  private int failed(Exception e, CommandLine command) {
    if (!console.environment().getOrDefault("ROLLBACK_DEBUG", "").isEmpty()) {
      e.printStackTrace(console.err());
    }
    return report(unexpected(e), command);
  }

  private static WorkFailed unexpected(Exception e) {
    String told = e.getMessage() == null ? "" : ": " + e.getMessage();
    return new WorkFailed(
        Exit.FAILED,
        "Internal",
        e.getClass().getSimpleName() + told + ".",
        "Set ROLLBACK_DEBUG=1 and run it again to see where.",
        null);
  }

  private static Format format(CommandLine command) {
    return command.getCommand() instanceof ClientCommand asked ? asked.format() : Format.TABLE;
  }
}
