package dev.rollback.worker.cli;

import dev.rollback.contract.DeleteSnapshotRequest;
import dev.rollback.contract.DeleteSnapshotResult;
import dev.rollback.worker.cli.client.Client;
import dev.rollback.worker.cli.client.Work;
import dev.rollback.worker.cli.view.SnapshotView;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `rollback delete`: removes a snapshot and all that only it keeps.
@Command(name = "delete", description = "Delete a snapshot and all that only it keeps.")
final class DeleteCommand extends ClientCommand {
  @Parameters(index = "0", paramLabel = "SNAPSHOT_ID", description = "The snapshot to delete.")
  private String snapshotId = "";

  @Option(
      names = "--force",
      description = "Delete a held one too, or the safety snapshot of a rollback under way.")
  private boolean force;

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the record.")
  private @Nullable String reason;

  @Mixin private final RequesterOptions requester = new RequesterOptions();
  @Mixin private final ConsentOptions consent = new ConsentOptions();
  @Mixin private final WaitOptions wait = new WaitOptions();

  private @Nullable DeleteSnapshotRequest request;

  DeleteCommand(Console console) {
    super(console);
  }

  @Override
  void prepare() {
    request =
        new DeleteSnapshotRequest(
            snapshotId, force ? true : null, requester.requestedBy(console()), reason);
  }

  @Override
  int ask(Client client) {
    String question = "Delete snapshot " + snapshotId + " for good?";
    if (consent.asks(console()) && !new Confirmation(console()).given(question)) {
      console().err().println("Nothing was deleted.");
      return Exit.FAILED;
    }
    Work<DeleteSnapshotResult> work = client.delete(Objects.requireNonNull(request));
    if (!wait.waits()) {
      return wait.started(console(), output(), "snapshot_id", snapshotId, work);
    }
    output().print(console(), work.await(), SnapshotView::deleted);
    return Exit.SUCCESS;
  }
}
