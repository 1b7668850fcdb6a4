package dev.rollback.worker.cli.view;

import dev.rollback.contract.ExecutionResult;
import dev.rollback.contract.RollbackHistory;
import dev.rollback.contract.RollbackProgress;
import dev.rollback.contract.RollbackResult;
import dev.rollback.contract.RollbackStatus;
import dev.rollback.contract.RollbackSummary;
import dev.rollback.contract.TechnicalDetail;
import dev.rollback.contract.TestResult;
import dev.rollback.contract.VerificationResults;
import dev.rollback.worker.cli.output.Amounts;
import dev.rollback.worker.cli.output.Ink;
import dev.rollback.worker.cli.output.Page;
import dev.rollback.worker.cli.output.Table;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Rollbacks: one in full, or many in a table.
public final class RollbackView {
  private RollbackView() {}

  public static void result(RollbackResult result, Page page) {
    if (result.status() == RollbackStatus.PLANNED && result.plan() != null) {
      PlanView.plan(result.plan(), page);
      return;
    }
    page.heading("Rollback " + result.rollbackId());
    UnaryOperator<String> colour = colour(page.ink(), result.status());
    page.fact(colour, "status", result.status().wireName());
    page.fact("snapshot", result.snapshotId());
    page.fact("started", page.moment(result.startedAt()));
    page.fact("took", result.completedAt() == null ? null : Amounts.millis(result.durationMs()));
    page.fact("downtime", result.downtimeMs() == 0 ? null : Amounts.millis(result.downtimeMs()));
    execution(result.executionResult(), page);
    page.fact("tests", tests(result.verificationResults()));
    page.fact("reverted", result.reverted() ? "yes, all is as it was before" : null);
    page.fact("safety", result.safetySnapshotId());
    page.fact("requested by", result.requestedBy());
    page.fact("reason", result.reason());
    page.fact("approved by", result.approvedBy());
    page.fact("workflow", result.workflowId());
    page.fact(page.ink()::red, "error type", result.errorType());
    page.fact(page.ink()::red, "error", result.error());
    if (isUndoable(result)) {
      page.fact("undo", "rollback undo " + result.rollbackId());
    }
    verification(result.verificationResults(), page);
  }

  /// The result and every step that was taken.
  public static void steps(RollbackResult result, Page page) {
    result(result, page);
    if (result.technicalDetails().isEmpty()) {
      return;
    }
    page.blank();
    Table table = new Table("TIME", "STEP", "LAYER", "METHOD", "RESULT");
    for (TechnicalDetail step : result.technicalDetails()) {
      table.row(
          page.moment(step.timestamp()),
          step.action(),
          step.member(),
          step.method(),
          step.result());
    }
    page.table(table);
  }

  private static boolean isUndoable(RollbackResult result) {
    return result.safetySnapshotId() != null
        && !result.reverted()
        && result.status() != RollbackStatus.RUNNING;
  }

  private static void execution(ExecutionResult execution, Page page) {
    page.fact("method", execution.method());
    page.fact("commit", execution.commitHash());
    page.fact("changes", PlanView.changes(execution.changes()));
    execution.proof().forEach(proof -> page.fact("proof", proof));
    if (execution.members() != null) {
      execution
          .members()
          .forEach(
              (name, member) ->
                  page.fact("member", name + ": " + member.status() + text(" ", member.error())));
    }
  }

  private static String text(String before, @Nullable String text) {
    return text == null ? "" : before + text;
  }

  private static String tests(VerificationResults results) {
    return results.total() == 0
        ? "none asked for"
        : results.passed() + " of " + results.total() + " passed";
  }

  private static void verification(VerificationResults results, Page page) {
    if (results.results().isEmpty()) {
      return;
    }
    page.blank();
    Table table = new Table("TEST", "VERDICT", "OF", "EXPECTED", "ACTUAL", "TRIES", "ERROR");
    for (TestResult test : results.results()) {
      UnaryOperator<String> colour = test.passed() ? UnaryOperator.identity() : page.ink()::red;
      table.row(
          colour,
          test.test(),
          test.verdict().wireName(),
          subject(test),
          test.expected(),
          test.actual(),
          test.attempts(),
          test.error());
    }
    page.table(table);
  }

  private static String subject(TestResult test) {
    for (String name : new String[] {"path", "url", "services", "name", "repo_path"}) {
      Object value = test.fields().get(name);
      if (value != null) {
        return value.toString();
      }
    }
    Object host = test.fields().get("host");
    return host == null ? "" : host + ":" + test.fields().get("port");
  }

  public static void history(RollbackHistory history, Page page) {
    if (history.rollbacks().isEmpty()) {
      page.line("No rollbacks yet.");
      return;
    }
    Table table =
        new Table("ROLLBACK", "SNAPSHOT", "STATUS", "STARTED", "TOOK", "TESTS", "BY", "REASON");
    for (RollbackSummary each : history.rollbacks()) {
      table.row(
          colour(page.ink(), each.status()),
          each.rollbackId(),
          each.snapshotId(),
          each.reverted() ? each.status().wireName() + ", reverted" : each.status().wireName(),
          page.moment(each.startedAt()),
          each.completedAt() == null ? "" : each.duration() + " s",
          tests(each),
          each.requestedBy(),
          each.reason());
    }
    page.table(table);
    Rest.of(history.rollbacks().size(), history.total(), page);
  }

  private static String tests(RollbackSummary summary) {
    VerificationResults results = summary.verificationResults();
    return results == null || results.total() == 0 ? "-" : results.passed() + "/" + results.total();
  }

  public static void progress(RollbackProgress progress, Page page) {
    page.heading("Rollback " + progress.rollbackId());
    page.fact("phase", progress.phase());
    page.fact("snapshot", progress.snapshotId());
  }

  private static UnaryOperator<String> colour(Ink ink, RollbackStatus status) {
    return switch (status) {
      case COMPLETED -> ink::green;
      case PARTIAL, FAILED -> ink::red;
      case RUNNING -> ink::yellow;
      case PLANNED -> UnaryOperator.identity();
    };
  }
}
