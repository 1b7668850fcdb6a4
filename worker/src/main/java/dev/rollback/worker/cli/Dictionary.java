package dev.rollback.worker.cli;

import dev.rollback.worker.cli.client.Client;
import dev.rollback.worker.cli.client.Work;
import dev.rollback.worker.cli.output.Documents;
import java.util.Map;

/// Sends a request through the one door and prints the dictionary that comes back.
final class Dictionary {
  private final Console console;
  private final OutputOptions output;
  private final WaitOptions wait;

  Dictionary(Console console, OutputOptions output, WaitOptions wait) {
    this.console = console;
    this.output = output;
    this.wait = wait;
  }

  /// @return the exit code that the answer's status asks for
  int ask(Client client, Object config) {
    Work<Map<String, Object>> work = client.process(config);
    if (!wait.waits()) {
      return wait.started(console, output, "request", work.workflowId(), work);
    }
    Map<String, Object> answer = work.await();
    output.print(
        console, answer, (shown, page) -> Documents.json(shown).lines().forEach(page::line));
    return ProcessCommand.exitCode(answer);
  }
}
