package dev.rollback.worker.cli;

import dev.rollback.worker.cli.client.Client;
import dev.rollback.worker.cli.view.InstallationView;
import picocli.CommandLine.Command;

/// `rollback status`: what the installation is and can do.
@Command(
    name = "status",
    description = "Tell what the installation can do, what it holds, and who holds which target.")
final class StatusCommand extends ClientCommand {
  StatusCommand(Console console) {
    super(console);
  }

  @Override
  int ask(Client client) {
    output().print(console(), client.status().await(), InstallationView::status);
    return Exit.SUCCESS;
  }
}
