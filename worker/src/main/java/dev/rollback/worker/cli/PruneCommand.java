package dev.rollback.worker.cli;

import dev.rollback.contract.PruneStoreRequest;
import dev.rollback.contract.PruneStoreResult;
import dev.rollback.worker.cli.client.Client;
import dev.rollback.worker.cli.client.Work;
import dev.rollback.worker.cli.request.Seconds;
import dev.rollback.worker.cli.view.StoreView;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `rollback prune`: takes out of the store what no snapshot keeps any more.
@Command(
    name = "prune",
    description = {
      "Take out of the store what no snapshot keeps any more; safe while snapshots are taken.",
      "A pack goes in two steps: what is condemned now is removed by a prune after the grace."
    })
final class PruneCommand extends ClientCommand {
  @Option(
      names = {"-n", "--dry-run"},
      description = "Show what would go; change nothing.")
  private boolean dryRun;

  @Option(
      names = "--grace",
      paramLabel = "DURATION",
      converter = Seconds.class,
      description = "Leave what is younger: 90, 10m, 2h; default 1h.")
  private @Nullable Long grace;

  @Mixin private final RequesterOptions requester = new RequesterOptions();
  @Mixin private final WaitOptions wait = new WaitOptions();

  private @Nullable PruneStoreRequest request;

  PruneCommand(Console console) {
    super(console);
  }

  @Override
  void prepare() {
    request = new PruneStoreRequest(dryRun ? true : null, grace, requester.requestedBy(console()));
  }

  @Override
  int ask(Client client) {
    Work<PruneStoreResult> work = client.prune(Objects.requireNonNull(request));
    if (!wait.waits()) {
      return wait.started(console(), output(), "prune", "store", work);
    }
    PruneStoreResult result = work.await();
    output().print(console(), result, StoreView::pruned);
    return result.missingContents() == 0 ? Exit.SUCCESS : Exit.FAILED;
  }
}
