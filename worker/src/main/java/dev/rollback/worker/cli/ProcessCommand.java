package dev.rollback.worker.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollback.worker.cli.client.Client;
import dev.rollback.worker.cli.request.RequestFile;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `rollback process`: the one door: `{"action": "create_snapshot", …}` in, a dictionary out.
@Command(
    name = "process",
    description = "Send a request object with its action as it stands; print the answer.")
final class ProcessCommand extends ClientCommand {
  @Parameters(
      index = "0",
      paramLabel = "FILE",
      description = "The request as JSON or YAML; - reads standard input.")
  private String file = "";

  @Mixin private final WaitOptions wait = new WaitOptions();

  private @Nullable JsonNode config;

  ProcessCommand(Console console) {
    super(console);
  }

  @Override
  void prepare() {
    config = RequestFile.read(file, console().directory(), console().in());
  }

  @Override
  int ask(Client client) {
    return new Dictionary(console(), output(), wait).ask(client, Objects.requireNonNull(config));
  }

  static int exitCode(Map<String, Object> answer) {
    return switch (String.valueOf(answer.get("status"))) {
      case "failed" -> Exit.FAILED;
      case "partial" -> Exit.PARTIAL;
      default -> Exit.SUCCESS;
    };
  }
}
