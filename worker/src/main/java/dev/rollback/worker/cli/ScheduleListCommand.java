package dev.rollback.worker.cli;

import dev.rollback.worker.cli.client.Client;
import dev.rollback.worker.cli.client.Schedules;
import dev.rollback.worker.cli.view.ScheduleView;
import java.util.List;
import picocli.CommandLine.Command;

/// `rollback schedule list`: the schedules that there are.
@Command(name = "list", description = "List the schedules.")
final class ScheduleListCommand extends ClientCommand {
  ScheduleListCommand(Console console) {
    super(console);
  }

  /// What there is, as one document.
  record Listed(String status, List<Schedules.Scheduled> schedules) {}

  @Override
  int ask(Client client) {
    output()
        .print(
            console(),
            new Listed("success", client.schedules().list()),
            (listed, page) -> ScheduleView.list(listed.schedules(), page));
    return Exit.SUCCESS;
  }
}
