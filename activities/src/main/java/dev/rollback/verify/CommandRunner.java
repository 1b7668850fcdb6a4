package dev.rollback.verify;

import dev.rollback.contract.VerificationTest;
import dev.rollback.process.ProgramCall;
import dev.rollback.process.ProgramEnd;
import dev.rollback.process.Programs;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Runs a command that the worker's settings name.
final class CommandRunner implements Runner<VerificationTest.Command> {
  private static final int MOST_OUTPUT = 8192;
  private static final Duration PATTERN_LIMIT = Duration.ofSeconds(1);

  private final Map<String, NamedCommand> commands;

  CommandRunner(Map<String, NamedCommand> commands) {
    this.commands = Map.copyOf(commands);
  }

  @Override
  public Finding run(VerificationTest.Command test, Attempt attempt)
      throws IOException, InterruptedException {
    NamedCommand command = commands.get(test.name());
    if (command == null) {
      return Finding.undecidable(
          "This worker has no command %s. Name it in the file of %s."
              .formatted(test.name(), NamedPrograms.SETTING));
    }
    Optional<String> refusal = refusal(command, test);
    return refusal.isPresent()
        ? Finding.undecidable(refusal.get())
        : ended(test, command, Programs.run(call(command, test.args(), attempt), attempt::pulse));
  }

  private static Optional<String> refusal(NamedCommand command, VerificationTest.Command test) {
    NamedCommand.Arguments allowed = command.args();
    if (test.args().size() > (allowed == null ? 0 : allowed.max())) {
      return Optional.of(
          "Command %s takes at most %d arguments here."
              .formatted(test.name(), allowed == null ? 0 : allowed.max()));
    }
    for (String argument : test.args()) {
      boolean matches =
          allowed != null
              && new BoundedPattern(allowed.pattern(), PATTERN_LIMIT)
                  .isAllOf(argument)
                  .orElse(false);
      if (!matches || argument.indexOf('\0') >= 0) {
        return Optional.of(
            "An argument of command %s is not one that its args.pattern allows."
                .formatted(test.name()));
      }
    }
    return Optional.empty();
  }

  private static ProgramCall call(NamedCommand command, List<String> arguments, Attempt attempt) {
    var words = new ArrayList<>(command.argv());
    words.addAll(arguments);
    return new ProgramCall(
        words,
        Path.of(command.directory()),
        environment(command.environment()),
        attempt.atMost(Duration.ofSeconds(command.timeout())),
        MOST_OUTPUT);
  }

  static Map<String, String> environment(Map<String, String> own) {
    var environment = new HashMap<String, String>();
    environment.put("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
    environment.put("LC_ALL", "C.UTF-8");
    environment.putAll(own);
    return environment;
  }

  private static Finding ended(
      VerificationTest.Command test, NamedCommand command, ProgramEnd end) {
    return switch (end) {
      case ProgramEnd.Exited(int exit, String output, boolean cut) -> {
        Map<String, Object> actual = Map.of("exit_code", exit, "output", output, "cut", cut);
        yield exit == 0
            ? Finding.passed(0, actual)
            : Finding.failed(0, actual, "Command %s exits with %d.".formatted(test.name(), exit));
      }
      case ProgramEnd.Overdue(String output) ->
          Finding.failed(
              0,
              Map.of("output", output),
              "Command %s took longer than %d s, or than the test had left, and was ended."
                  .formatted(test.name(), command.timeout()));
    };
  }
}
