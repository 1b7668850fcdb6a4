package dev.rollback.worker.cli;

import dev.rollback.contract.CheckStoreRequest;
import dev.rollback.contract.CheckStoreResult;
import dev.rollback.worker.cli.client.Client;
import dev.rollback.worker.cli.client.Work;
import dev.rollback.worker.cli.view.StoreView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `rollback check`: whether all that the snapshots need is in the store, and whole.
@Command(name = "check", description = "Check that all the snapshots need is stored, and whole.")
final class CheckCommand extends ClientCommand {
  @Option(names = "--read-data", description = "Read every byte and compare it with its hash.")
  private boolean readData;

  @Mixin private final WaitOptions wait = new WaitOptions();

  CheckCommand(Console console) {
    super(console);
  }

  @Override
  int ask(Client client) {
    Work<CheckStoreResult> work = client.check(new CheckStoreRequest(readData ? true : null));
    if (!wait.waits()) {
      return wait.started(console(), output(), "check", "store", work);
    }
    CheckStoreResult result = work.await();
    output().print(console(), result, StoreView::check);
    return result.problemCount() == 0 ? Exit.SUCCESS : Exit.FAILED;
  }
}
