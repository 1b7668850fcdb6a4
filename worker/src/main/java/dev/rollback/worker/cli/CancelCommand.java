package dev.rollback.worker.cli;

import dev.rollback.worker.cli.client.Client;
import dev.rollback.worker.cli.client.WorkFailed;
import dev.rollback.worker.cli.client.WorkflowIds;
import dev.rollback.worker.cli.output.Page;
import dev.rollback.worker.cli.request.UsageError;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `rollback cancel`: stops what is under way; what was begun is reverted and every lock released.
@Command(
    name = "cancel",
    description = "Cancel a rollback (or snapshot/ID): revert what was begun, release its locks.")
final class CancelCommand extends ClientCommand {
  @Parameters(
      index = "0",
      paramLabel = "ROLLBACK_ID",
      description = "The rollback, or a workflow id such as snapshot/NAME.")
  private String id = "";

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the record.")
  private @Nullable String reason;

  @Mixin private final WaitOptions wait = new WaitOptions();

  CancelCommand(Console console) {
    super(console);
  }

  @Override
  void prepare() {
    if (id.contains("/") && !id.startsWith("rollback/") && !id.startsWith("snapshot/")) {
      throw new UsageError(id + " is neither a rollback's id nor rollback/ID nor snapshot/ID.");
    }
  }

  @Override
  int ask(Client client) {
    String workflowId = id.contains("/") ? id : WorkflowIds.rollback(id);
    String who = Caller.of(console().environment());
    client.cancel(workflowId, who + (reason == null ? "" : ": " + reason));
    if (!wait.waits()) {
      return answer(workflowId, "cancelling");
    }
    try {
      String name = workflowId.substring(workflowId.indexOf('/') + 1);
      if (workflowId.startsWith("snapshot/")) {
        client.creation(name).await();
      } else {
        client.execution(name).await();
      }
    } catch (WorkFailed ended) {
      if (!ended.type().equals("Cancelled")) {
        throw ended;
      }
      return answer(workflowId, "cancelled");
    }
    throw WorkFailed.refused(
        "NotCancelled", "Workflow " + workflowId + " had completed before it could be cancelled.");
  }

  private int answer(String workflowId, String status) {
    Map<String, String> answer = new LinkedHashMap<>();
    answer.put("status", status);
    answer.put("workflow_id", workflowId);
    output().print(console(), answer, CancelCommand::show);
    return Exit.SUCCESS;
  }

  private static void show(Map<String, String> answer, Page page) {
    page.line("Workflow " + answer.get("workflow_id") + " is " + answer.get("status") + ".");
  }
}
