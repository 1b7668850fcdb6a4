package dev.rollback.worker.cli.view;

import dev.rollback.contract.RetentionDecision;
import dev.rollback.contract.RetentionResult;
import dev.rollback.worker.cli.output.Amounts;
import dev.rollback.worker.cli.output.Page;
import dev.rollback.worker.cli.output.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// What retention keeps and removes, group by group.
public final class RetentionView {
  private RetentionView() {}

  public static void result(RetentionResult result, Page page) {
    Map<String, List<RetentionDecision>> groups = new LinkedHashMap<>();
    result
        .decisions()
        .forEach(each -> groups.computeIfAbsent(each.group(), _ -> new ArrayList<>()).add(each));
    groups.forEach((group, decisions) -> group(group, decisions, page));
    long told = result.decisions().size();
    if (told < result.kept() + result.removed()) {
      page.line(
          page.ink()::faint,
          "%d of %d are shown.".formatted(told, result.kept() + result.removed()));
    }
    page.line(summary(result));
    if (result.remaining() > 0) {
      page.line(page.ink()::yellow, "%d more are to go: ask again.".formatted(result.remaining()));
    }
    result.failures().forEach(failure -> page.line(page.ink()::red, failure));
  }

  private static void group(String group, List<RetentionDecision> decisions, Page page) {
    page.heading(group);
    part("keep", decisions.stream().filter(RetentionDecision::keep).toList(), page);
    part("remove", decisions.stream().filter(each -> !each.keep()).toList(), page);
    page.blank();
  }

  private static void part(String verb, List<RetentionDecision> decisions, Page page) {
    if (decisions.isEmpty()) {
      return;
    }
    page.line(
        "%s %d %s:"
            .formatted(verb, decisions.size(), decisions.size() == 1 ? "snapshot" : "snapshots"));
    Table table = new Table("SNAPSHOT", "CREATED", "LABELS", "REASONS", "SIZE", "STORED");
    for (RetentionDecision each : decisions) {
      table.row(
          each.keep() ? UnaryOperator.identity() : page.ink()::yellow,
          each.snapshotId(),
          page.moment(each.createdAt()),
          SnapshotView.labels(each.labels()),
          String.join(", ", each.reasons()),
          Amounts.bytes(each.sizeBytes()),
          Amounts.bytes(each.storedBytes()));
    }
    page.table(table);
  }

  private static String summary(RetentionResult result) {
    String freed = Amounts.bytes(result.freedBytes());
    return result.dryRun()
        ? "Would keep %d and remove %d, freeing %s. Nothing was deleted."
            .formatted(result.kept(), result.removed(), freed)
        : "Kept %d, removed %d; %s freed.".formatted(result.kept(), result.removed(), freed);
  }
}
