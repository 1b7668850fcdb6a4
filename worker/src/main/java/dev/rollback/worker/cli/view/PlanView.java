package dev.rollback.worker.cli.view;

import dev.rollback.contract.Changes;
import dev.rollback.contract.LayerPlan;
import dev.rollback.contract.Loss;
import dev.rollback.contract.RollbackPlan;
import dev.rollback.worker.cli.output.Page;
import dev.rollback.worker.cli.output.Table;
import org.jspecify.annotations.Nullable;

/// What a rollback would do: per layer, its changes, and in red what it destroys.
public final class PlanView {
  private PlanView() {}

  public static void plan(RollbackPlan plan, Page page) {
    page.heading("Plan " + plan.planId() + ": back to " + plan.snapshotId());
    page.fact("changes", changes(plan.changes()));
    page.fact("fingerprint", plan.fingerprint());
    page.blank();
    Table layers = new Table("LAYER", "TYPE", "HOST", "CREATE", "MODIFY", "DELETE", "TARGET");
    plan.layers().forEach(layer -> layers.row(row(layer)));
    page.table(layers);
    samples(plan, page);
    losses(plan, page);
    plan.warnings().forEach(warning -> page.line(page.ink()::yellow, "warning: " + warning));
  }

  private static @Nullable Object[] row(LayerPlan layer) {
    return new @Nullable Object[] {
      layer.member() == null ? "-" : layer.member(),
      layer.type().wireName(),
      layer.host(),
      layer.changes().create(),
      layer.changes().modify(),
      layer.changes().delete(),
      String.join(" ", layer.targets())
    };
  }

  private static void samples(RollbackPlan plan, Page page) {
    if (plan.sample().isEmpty()) {
      return;
    }
    page.blank().heading("Changes");
    plan.sample().forEach(change -> page.line("  " + change));
    long more = plan.changes().total() - plan.sample().size();
    if (more > 0) {
      page.line(page.ink()::faint, "  … and " + more + " more");
    }
  }

  private static void losses(RollbackPlan plan, Page page) {
    page.blank();
    if (plan.losses().isEmpty()) {
      page.line(page.ink()::green, "Nothing is lost.");
      return;
    }
    page.line(page.ink()::red, "Lost, unless the safety snapshot is kept:");
    for (Loss loss : plan.losses()) {
      page.line(page.ink()::red, "  " + loss.count() + " " + loss.kind().replace('_', ' '));
      loss.sample().forEach(each -> page.line(page.ink()::red, "      " + each));
      if (loss.count() > loss.sample().size() && !loss.sample().isEmpty()) {
        page.line(
            page.ink()::red, "      … and " + (loss.count() - loss.sample().size()) + " more");
      }
    }
  }

  static String changes(@Nullable Changes changes) {
    if (changes == null) {
      return "";
    }
    return changes.total() == 0
        ? "none"
        : "%d create, %d modify, %d delete"
            .formatted(changes.create(), changes.modify(), changes.delete());
  }
}
