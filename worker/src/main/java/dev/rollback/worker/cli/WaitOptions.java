package dev.rollback.worker.cli;

import dev.rollback.worker.cli.client.Work;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/// Whether to wait for the end.
public final class WaitOptions {
  @Option(
      names = "--no-wait",
      description = "Start it, print the workflow and run ids, and do not wait.")
  private boolean noWait;

  boolean waits() {
    return !noWait;
  }

  /// Says what was started, for those who do not wait.
  int started(Console console, OutputOptions output, String idName, String id, Work<?> work) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("status", "started");
    facts.put(idName, id);
    facts.put("workflow_id", work.workflowId());
    facts.put("run_id", work.runId());
    output.print(
        console,
        facts,
        (shown, page) -> {
          page.fact("workflow", shown.get("workflow_id"));
          page.fact("run", shown.get("run_id"));
        });
    return Exit.SUCCESS;
  }
}
