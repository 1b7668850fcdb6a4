package dev.rollback.worker.cli;

import dev.rollback.contract.RollbackHistoryRequest;
import dev.rollback.contract.RollbackStatus;
import dev.rollback.worker.cli.client.Client;
import dev.rollback.worker.cli.view.RollbackView;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `rollback history`: who rolled back what, when, why, and how it ended.
@Command(name = "history", description = "List rollbacks, newest first.")
final class HistoryCommand extends ClientCommand {
  @Option(
      names = "--snapshot",
      paramLabel = "SNAPSHOT_ID",
      description = "Only rollbacks to this snapshot.")
  private @Nullable String snapshotId;

  @Option(
      names = "--status",
      paramLabel = "STATUS",
      description = "Only running, completed, partial or failed ones.")
  private @Nullable RollbackStatus status;

  @Mixin private final PageOptions page = new PageOptions();

  private @Nullable RollbackHistoryRequest request;

  HistoryCommand(Console console) {
    super(console);
  }

  @Override
  void prepare() {
    request =
        new RollbackHistoryRequest(snapshotId, status, page.since(), page.limit(), page.offset());
  }

  @Override
  int ask(Client client) {
    output()
        .print(
            console(),
            client.history(Objects.requireNonNull(request)).await(),
            RollbackView::history);
    return Exit.SUCCESS;
  }
}
