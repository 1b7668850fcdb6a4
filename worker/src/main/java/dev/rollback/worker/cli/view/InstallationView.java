package dev.rollback.worker.cli.view;

import dev.rollback.contract.StatusReport;
import dev.rollback.worker.cli.output.Amounts;
import dev.rollback.worker.cli.output.Page;
import dev.rollback.worker.cli.output.Table;
import java.util.TreeMap;

/// The installation as a whole: what it can do, and whether its store is sound.
public final class InstallationView {
  private InstallationView() {}

  public static void status(StatusReport report, Page page) {
    page.heading("Rollback Manager " + report.version() + " on " + report.host());
    page.fact("status", report.status());
    page.fact("snapshots", report.snapshots());
    page.fact("rollbacks", report.rollbacks() + ", " + report.runningRollbacks() + " running");
    page.fact("store", report.store() + " (" + Amounts.bytes(report.storedBytes()) + ")");
    page.blank();
    Table table = new Table("TYPE", "CAPABILITY");
    new TreeMap<>(report.capabilities())
        .forEach(
            (type, capability) -> {
              if (capability.equals("available")) {
                table.row(type, capability);
              } else {
                table.row(page.ink()::yellow, type, capability);
              }
            });
    page.table(table);
    if (!report.lockedTargets().isEmpty()) {
      page.blank().heading("Locked targets");
      report.lockedTargets().forEach(lock -> page.line("  " + lock));
    }
  }
}
