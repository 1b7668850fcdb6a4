package dev.rollback.worker.cli;

import dev.rollback.worker.cli.client.Client;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `rollback schedule delete`: no more snapshots; those that it took stay.
@Command(name = "delete", description = "Delete a schedule; the snapshots that it took stay.")
final class ScheduleDeleteCommand extends ClientCommand {
  @Parameters(index = "0", paramLabel = "NAME", description = "The schedule.")
  private String name = "";

  ScheduleDeleteCommand(Console console) {
    super(console);
  }

  @Override
  int ask(Client client) {
    client.schedules().delete(name);
    output()
        .print(
            console(),
            Map.of("status", "success", "name", name),
            (_, page) -> page.line("Deleted schedule %s; its snapshots stay.".formatted(name)));
    return Exit.SUCCESS;
  }
}
