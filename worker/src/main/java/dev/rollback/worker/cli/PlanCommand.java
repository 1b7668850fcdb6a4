package dev.rollback.worker.cli;

import dev.rollback.contract.ExecuteRollbackRequest;
import dev.rollback.contract.RollbackResult;
import dev.rollback.worker.cli.client.Client;
import dev.rollback.worker.cli.client.Work;
import dev.rollback.worker.cli.view.RollbackView;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `rollback plan`: what a rollback would do; nothing is changed.
@Command(
    name = "plan",
    description = "Show what a rollback would change and what it would destroy; change nothing.")
final class PlanCommand extends ClientCommand {
  @Parameters(index = "0", paramLabel = "SNAPSHOT_ID", description = "The snapshot to go back to.")
  private String snapshotId = "";

  @Mixin private final ScopeOptions scope = new ScopeOptions();
  @Mixin private final GitRollbackOptions git = new GitRollbackOptions();
  @Mixin private final RestoreOptions files = new RestoreOptions();
  @Mixin private final RequesterOptions requester = new RequesterOptions();
  @Mixin private final WaitOptions wait = new WaitOptions();

  private @Nullable ExecuteRollbackRequest request;

  PlanCommand(Console console) {
    super(console);
  }

  @Override
  void prepare() {
    request =
        new ExecuteRollbackRequest(
            snapshotId,
            null,
            RollbackIds.next(console().clock()) + ".plan",
            true,
            scope.members(),
            scope.paths(console()),
            null,
            null,
            null,
            null,
            null,
            null,
            requester.requestedBy(console()),
            null,
            git.options(),
            files.mode(),
            files.verifyContent());
  }

  @Override
  int ask(Client client) {
    ExecuteRollbackRequest asked = Objects.requireNonNull(request);
    Work<RollbackResult> work = client.rollback(asked);
    if (!wait.waits()) {
      return wait.started(
          console(), output(), "rollback_id", String.valueOf(asked.rollbackId()), work);
    }
    output().print(console(), work.await(), RollbackView::result);
    return Exit.SUCCESS;
  }
}
