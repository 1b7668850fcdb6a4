package dev.rollback.worker.cli;

import dev.rollback.contract.ExecuteRollbackRequest;
import dev.rollback.contract.RollbackPlan;
import dev.rollback.contract.RollbackResult;
import dev.rollback.worker.cli.client.Client;
import dev.rollback.worker.cli.client.Work;
import dev.rollback.worker.cli.output.Page;
import dev.rollback.worker.cli.view.PlanView;
import dev.rollback.worker.cli.view.RollbackView;
import org.jspecify.annotations.Nullable;

/// One rollback from the plan that is shown to the result that is printed.
final class RollbackRun {
  private final Console console;
  private final OutputOptions output;
  private final Client client;
  private final ConsentOptions consent;
  private final WaitOptions wait;

  RollbackRun(
      Console console,
      OutputOptions output,
      Client client,
      ConsentOptions consent,
      WaitOptions wait) {
    this.console = console;
    this.output = output;
    this.client = client;
    this.consent = consent;
    this.wait = wait;
  }

  int run(ExecuteRollbackRequest asked) {
    ExecuteRollbackRequest request = asked;
    if (consent.asks(console)) {
      RollbackPlan plan = plan(asked);
      if (plan != null) {
        show(plan);
        if (!new Confirmation(console).given("Roll back?")) {
          console.err().println("Nothing was changed.");
          return Exit.FAILED;
        }
        request = bound(asked, plan);
      }
    }
    Work<RollbackResult> work = client.rollback(request);
    if (!wait.waits()) {
      return wait.started(
          console, output, "rollback_id", String.valueOf(request.rollbackId()), work);
    }
    if (request.approval() != null) {
      console
          .err()
          .println(
              "Waits for `rollback approve %1$s` or `rollback reject %1$s` once the plan is made."
                  .formatted(request.rollbackId()));
    }
    output.print(console, work.await(), RollbackView::result);
    return Exit.SUCCESS;
  }

  private @Nullable RollbackPlan plan(ExecuteRollbackRequest asked) {
    return client.rollback(Requests.dryRun(asked, asked.rollbackId() + ".plan")).await().plan();
  }

  /// What was agreed to is what happens: the rollback is refused if the target changes meanwhile.
  private static ExecuteRollbackRequest bound(ExecuteRollbackRequest asked, RollbackPlan plan) {
    return asked.fingerprint() != null ? asked : Requests.bound(asked, plan.fingerprint());
  }

  private void show(RollbackPlan plan) {
    int width = console.errIsTerminal() ? console.width().getAsInt() : Integer.MAX_VALUE;
    Page page = new Page(console.errorInk(), width, console.zone());
    PlanView.plan(plan, page);
    console.err().print(page.text());
  }
}
