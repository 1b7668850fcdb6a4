package dev.rollback.worker.cli;

import dev.rollback.contract.RollbackResult;
import dev.rollback.worker.cli.client.WorkFailed;
import dev.rollback.worker.cli.output.Documents;
import dev.rollback.worker.cli.output.Format;
import dev.rollback.worker.cli.output.Ink;
import dev.rollback.worker.cli.output.Page;
import dev.rollback.worker.cli.output.Visible;
import dev.rollback.worker.cli.view.RollbackView;
import java.util.LinkedHashMap;
import java.util.Map;

/// Tells what failed: the sentence, its type and what to do now on standard error; for programs the
/// full record on standard output as well.
final class FailureReport {
  private final Console console;

  FailureReport(Console console) {
    this.console = console;
  }

  /// @return the exit code
  int print(WorkFailed failed, Format format) {
    switch (format) {
      case JSON -> console.out().print(Documents.json(document(failed)));
      case YAML -> console.out().print(Documents.yaml(document(failed)));
      case TABLE -> {
        if (failed.result() instanceof RollbackResult result) {
          Page page = new Page(console.ink(), console.tableWidth(), console.zone());
          RollbackView.result(result, page);
          console.out().print(page.text());
        }
      }
    }
    console.out().flush();
    explain(failed);
    return failed.exitCode();
  }

  private void explain(WorkFailed failed) {
    Ink ink = console.errorInk();
    console.err().println(ink.red("error: ") + Visible.of(failed.sentence()));
    console.err().println("  type: " + Visible.of(failed.type()));
    String advice = failed.advice();
    if (advice != null) {
      console.err().println("  now:  " + Visible.of(advice));
    }
    console.err().flush();
  }

  private static Object document(WorkFailed failed) {
    Object result = failed.result();
    if (result != null) {
      return result;
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("status", failed.exitCode() == Exit.PARTIAL ? "partial" : "failed");
    document.put("error_type", failed.type());
    document.put("error", failed.sentence());
    return document;
  }
}
