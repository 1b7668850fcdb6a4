package dev.rollback.worker.cli;

import dev.rollback.contract.HoldSnapshotRequest;
import dev.rollback.worker.cli.client.Client;
import dev.rollback.worker.cli.view.SnapshotView;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `rollback hold` and `rollback release`: whether a snapshot stays whatever retention says.
@Command(description = "Keep a snapshot: neither retention nor a plain delete removes it.")
final class HoldCommand extends ClientCommand {
  @Parameters(index = "0", paramLabel = "SNAPSHOT_ID", description = "The snapshot.")
  private String snapshotId = "";

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the record.")
  private @Nullable String reason;

  @Mixin private final RequesterOptions requester = new RequesterOptions();

  private final boolean hold;
  private @Nullable HoldSnapshotRequest request;

  private HoldCommand(Console console, boolean hold) {
    super(console);
    this.hold = hold;
  }

  static CommandLine hold(Console console) {
    var command = new CommandLine(new HoldCommand(console, true));
    command.getCommandSpec().name("hold");
    return command;
  }

  static CommandLine release(Console console) {
    var command = new CommandLine(new HoldCommand(console, false));
    command
        .getCommandSpec()
        .name("release")
        .usageMessage()
        .description("Let go of a snapshot that was held; retention may delete it from now on.");
    return command;
  }

  @Override
  void prepare() {
    request = new HoldSnapshotRequest(snapshotId, hold, requester.requestedBy(console()), reason);
  }

  @Override
  int ask(Client client) {
    output()
        .print(
            console(), client.hold(Objects.requireNonNull(request)).await(), SnapshotView::record);
    return Exit.SUCCESS;
  }
}
