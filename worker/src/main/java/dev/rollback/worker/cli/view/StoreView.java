package dev.rollback.worker.cli.view;

import dev.rollback.contract.CheckStoreResult;
import dev.rollback.contract.PruneStoreResult;
import dev.rollback.contract.SnapshotDamage;
import dev.rollback.worker.cli.output.Amounts;
import dev.rollback.worker.cli.output.Page;

/// The store: what was pruned, and what is damaged.
public final class StoreView {
  private StoreView() {}

  public static void pruned(PruneStoreResult result, Page page) {
    page.heading(result.dryRun() ? "A prune would" : "Pruned");
    boolean would = result.dryRun();
    fact(would ? "remove" : "removed", result.removedPacks(), result.removedBytes(), page);
    fact(would ? "rewrite" : "rewrote", result.rewrittenPacks(), result.rewrittenBytes(), page);
    fact(
        would ? "leave for now" : "left for now",
        result.waitingPacks(),
        result.waitingBytes(),
        page);
    page.fact("leftovers", result.leftovers() == 0 ? null : result.leftovers());
    page.fact("frees", Amounts.bytes(result.freedBytes()) + " once all of it has gone");
    if (result.missingContents() > 0) {
      page.line(
          page.ink()::red,
          "%d contents that snapshots need are missing: run `rollback check`."
              .formatted(result.missingContents()));
    }
  }

  private static void fact(String label, long packs, long bytes, Page page) {
    page.fact(label, "%d packs, %s".formatted(packs, Amounts.bytes(bytes)));
  }

  public static void check(CheckStoreResult result, Page page) {
    if (result.problemCount() == 0) {
      page.line(
          page.ink()::green,
          "The store is sound: %d contents checked.".formatted(result.checked()));
      return;
    }
    page.line(
        page.ink()::red,
        "%d problems in %d contents checked.".formatted(result.problemCount(), result.checked()));
    result.problems().forEach(problem -> page.line("  " + problem));
    page.fact("snapshots", String.join(" ", result.snapshots()));
    result.damages().forEach(damage -> damage(damage, page));
  }

  static void damage(SnapshotDamage damage, Page page) {
    page.blank();
    page.heading(
        damage.member() == null
            ? "Snapshot " + damage.snapshotId()
            : "Snapshot %s, member %s".formatted(damage.snapshotId(), damage.member()));
    page.fact(page.ink()::red, "files", damage.error());
    damage.paths().forEach(path -> page.line("  " + path));
  }
}
