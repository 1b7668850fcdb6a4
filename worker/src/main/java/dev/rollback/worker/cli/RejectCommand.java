package dev.rollback.worker.cli;

import dev.rollback.worker.cli.client.Client;
import dev.rollback.worker.cli.view.RollbackView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `rollback reject`: refuses a plan; the rollback ends, nothing changed.
@Command(
    name = "reject",
    description = "Refuse the plan of a rollback that waits for approval; nothing is changed.")
final class RejectCommand extends ClientCommand {
  @Parameters(index = "0", paramLabel = "ROLLBACK_ID", description = "The rollback.")
  private String rollbackId = "";

  @Mixin private final DecisionOptions decision = new DecisionOptions();

  RejectCommand(Console console) {
    super(console);
  }

  @Override
  int ask(Client client) {
    output()
        .print(
            console(),
            client.reject(rollbackId, decision.decision(console())),
            RollbackView::progress);
    return Exit.SUCCESS;
  }
}
