package dev.rollback.worker.cli;

import dev.rollback.worker.cli.client.Client;
import dev.rollback.worker.cli.view.RollbackView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `rollback approve`: agrees to a plan; the rollback goes on.
@Command(name = "approve", description = "Agree to the plan of a rollback that waits for it.")
final class ApproveCommand extends ClientCommand {
  @Parameters(index = "0", paramLabel = "ROLLBACK_ID", description = "The rollback.")
  private String rollbackId = "";

  @Mixin private final DecisionOptions decision = new DecisionOptions();

  ApproveCommand(Console console) {
    super(console);
  }

  @Override
  int ask(Client client) {
    output()
        .print(
            console(),
            client.approve(rollbackId, decision.decision(console())),
            RollbackView::progress);
    return Exit.SUCCESS;
  }
}
