package dev.rollback.worker.cli.view;

import dev.rollback.contract.SnapshotDiff;
import dev.rollback.worker.cli.output.Amounts;
import dev.rollback.worker.cli.output.Page;

/// What differs between two snapshots.
public final class DiffView {
  private DiffView() {}

  public static void diff(SnapshotDiff diff, Page page) {
    head(diff, page);
    lines(diff, page);
    Rest.of(diff.lines().size(), diff.total(), page);
    sums(diff, page);
  }

  public static void head(SnapshotDiff diff, Page page) {
    page.line("comparing snapshot %s to %s:".formatted(diff.snapshotId(), diff.other()));
    page.blank();
  }

  public static void lines(SnapshotDiff diff, Page page) {
    diff.lines().forEach(line -> page.line("%-5s%s".formatted(line.mark(), line.path())));
  }

  public static void sums(SnapshotDiff diff, Page page) {
    page.blank();
    page.line(
        "%d new, %d removed, %d changed, %d of another kind, %d in metadata alone"
            .formatted(
                diff.added(),
                diff.removed(),
                diff.modified(),
                diff.typeChanged(),
                diff.metadataChanged()));
    page.line("  Added:   " + Amounts.bytes(diff.addedBytes()));
    page.line("  Removed: " + Amounts.bytes(diff.removedBytes()));
  }
}
