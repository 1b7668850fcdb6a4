package dev.rollback.worker.cli;

import dev.rollback.contract.ListSnapshotsRequest;
import dev.rollback.contract.RollbackType;
import dev.rollback.worker.cli.client.Client;
import dev.rollback.worker.cli.view.SnapshotView;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `rollback list`: the snapshots that there are.
@Command(name = "list", description = "List snapshots, newest first.")
final class ListCommand extends ClientCommand {
  @Option(
      names = {"-t", "--type"},
      paramLabel = "TYPE",
      description = "Only of this type.")
  private @Nullable String type;

  @Option(
      names = "--status",
      paramLabel = "STATUS",
      description = "Only creating, created, deleting or failed ones.")
  private @Nullable String status;

  @Mixin private final LabelOptions labels = new LabelOptions();

  @Option(names = "--no-safety", description = "Leave safety snapshots out.")
  private boolean noSafety;

  @Mixin private final PageOptions page = new PageOptions();

  private @Nullable ListSnapshotsRequest request;

  ListCommand(Console console) {
    super(console);
  }

  @Override
  void prepare() {
    request =
        new ListSnapshotsRequest(
            type == null ? null : RollbackType.ofWireName(type),
            status,
            labels.all(),
            page.since(),
            noSafety ? false : null,
            page.limit(),
            page.offset());
  }

  @Override
  int ask(Client client) {
    output()
        .print(console(), client.list(Objects.requireNonNull(request)).await(), SnapshotView::list);
    return Exit.SUCCESS;
  }
}
