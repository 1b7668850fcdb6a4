package dev.rollback.worker.cli;

import dev.rollback.contract.DescribeRollbackRequest;
import dev.rollback.contract.RollbackResult;
import dev.rollback.worker.cli.client.Client;
import dev.rollback.worker.cli.view.RollbackView;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `rollback describe`: one rollback in full.
@Command(name = "describe", description = "Tell all of one rollback: plan, steps, tests, proof.")
final class DescribeCommand extends ClientCommand {
  @Parameters(index = "0", paramLabel = "ROLLBACK_ID", description = "The rollback.")
  private String rollbackId = "";

  @Option(
      names = "--follow",
      description = "Wait for its end, showing progress; exits as `rollback rollback` does.")
  private boolean follow;

  private @Nullable DescribeRollbackRequest request;

  DescribeCommand(Console console) {
    super(console);
  }

  @Override
  void prepare() {
    request = new DescribeRollbackRequest(rollbackId);
  }

  @Override
  int ask(Client client) {
    RollbackResult result =
        follow
            ? client.execution(rollbackId).await()
            : client.describe(Objects.requireNonNull(request)).await();
    output().print(console(), result, RollbackView::steps);
    return Exit.SUCCESS;
  }
}
