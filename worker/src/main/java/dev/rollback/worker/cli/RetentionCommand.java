package dev.rollback.worker.cli;

import dev.rollback.contract.ApplyRetentionRequest;
import dev.rollback.contract.RetentionResult;
import dev.rollback.contract.RollbackType;
import dev.rollback.worker.cli.client.Client;
import dev.rollback.worker.cli.client.Work;
import dev.rollback.worker.cli.output.Page;
import dev.rollback.worker.cli.view.RetentionView;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `rollback retention`: deletes the snapshots that the rules do not keep.
@Command(
    name = "retention",
    aliases = "forget",
    description = {
      "Delete the snapshots that no rule keeps, group by group: type, host and paths.",
      "Held snapshots stay; those that have expired go. On a terminal it is shown first."
    })
final class RetentionCommand extends ClientCommand {
  @Mixin private final RetentionOptions rules = new RetentionOptions();

  @Option(
      names = {"-n", "--dry-run"},
      description = "Show what would stay and go, and what that frees; delete nothing.")
  private boolean dryRun;

  @Option(
      names = {"-t", "--type"},
      paramLabel = "TYPE",
      description = "Only snapshots of this type.")
  private @Nullable String type;

  @Option(names = "--host", paramLabel = "HOST", description = "Only snapshots of this host.")
  private @Nullable String host;

  @Mixin private final LabelOptions labels = new LabelOptions();

  @Option(
      names = {"-g", "--group-by"},
      paramLabel = "WHAT[,WHAT...]",
      description = "type, host, paths, labels; default type,host,paths; '' for one group.")
  private @Nullable String groupBy;

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the record.")
  private @Nullable String reason;

  @Mixin private final RequesterOptions requester = new RequesterOptions();
  @Mixin private final ConsentOptions consent = new ConsentOptions();
  @Mixin private final WaitOptions wait = new WaitOptions();

  RetentionCommand(Console console) {
    super(console);
  }

  @Override
  void prepare() {
    var _ = request(true);
  }

  private ApplyRetentionRequest request(boolean tellsOnly) {
    return new ApplyRetentionRequest(
        rules.policy(console()),
        type == null ? null : RollbackType.ofWireName(type),
        host,
        labels.all(),
        groupBy == null
            ? null
            : Arrays.stream(groupBy.split(",", -1)).filter(each -> !each.isEmpty()).toList(),
        tellsOnly ? true : null,
        requester.requestedBy(console()),
        reason);
  }

  @Override
  int ask(Client client) {
    if (!dryRun && consent.asks(console())) {
      RetentionResult would = client.retain(request(true)).await();
      show(would);
      if (would.removed() == 0) {
        return Exit.SUCCESS;
      }
      if (!new Confirmation(console()).given("Delete them for good?")) {
        console().err().println("Nothing was deleted.");
        return Exit.FAILED;
      }
    }
    Work<RetentionResult> work = client.retain(request(dryRun));
    if (!wait.waits()) {
      return wait.started(console(), output(), "retention", "snapshots", work);
    }
    RetentionResult result = work.await();
    output().print(console(), result, RetentionView::result);
    return result.failures().isEmpty() ? Exit.SUCCESS : Exit.PARTIAL;
  }

  private void show(RetentionResult would) {
    Page page = new Page(console().errorInk(), console().width().getAsInt(), console().zone());
    RetentionView.result(would, page);
    console().err().print(page.text());
  }
}
