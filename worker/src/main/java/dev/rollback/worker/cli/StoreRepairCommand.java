package dev.rollback.worker.cli;

import dev.rollback.layer.Owners;
import dev.rollback.store.CheckReport;
import dev.rollback.store.StoreException;
import dev.rollback.store.repair.Repair;
import dev.rollback.store.repair.RepairReport;
import dev.rollback.worker.SettingsException;
import dev.rollback.worker.cli.client.WorkFailed;
import dev.rollback.worker.cli.output.Page;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `rollback store repair`: what a damaged store still holds is saved, and what it lost is
/// taken out, so that the next snapshot stores it again.
@Command(
    name = "repair",
    description = {
      "Save what a damaged store still holds, and take out what it lost.",
      "The next snapshot of the same files heals it. Works on the store at hand, while nobody else",
      "writes to it: ROLLBACK_STORE and ROLLBACK_STORE_KEY. Then `rollback check` names the files."
    })
final class StoreRepairCommand implements Callable<Integer> {
  private static final int MOST_NAMED = 100;

  private final Console console;

  @Mixin private final OutputOptions output = new OutputOptions();

  StoreRepairCommand(Console console) {
    this.console = console;
  }

  /// What a repair did.
  ///
  /// @param settings settings of the store that were written anew
  /// @param snapshots that lost something, or other owners
  record Repaired(
      String status,
      List<String> settings,
      boolean indexRebuilt,
      long packsRemoved,
      long contentsSaved,
      List<String> snapshots,
      List<String> problems) {
    static Repaired of(RepairReport report) {
      CheckReport left = report.left();
      return new Repaired(
          left.intact() ? "success" : "partial",
          report.settings(),
          report.indexRebuilt(),
          report.brokenPacks(),
          report.savedEntries(),
          left.damages().stream()
              .flatMap(damage -> damage.owners().stream())
              .map(Owners::snapshotId)
              .distinct()
              .limit(MOST_NAMED)
              .toList(),
          left.damages().stream().map(CheckReport.Damage::message).limit(MOST_NAMED).toList());
    }
  }

  @Override
  public Integer call() {
    try (StoreAtHand store = StoreAtHand.of(console)) {
      Repaired repaired =
          Repaired.of(store.opened(passphrase -> Repair.run(store.blobs(), passphrase)));
      output.print(console, repaired, StoreRepairCommand::show);
      return repaired.problems().isEmpty() ? Exit.SUCCESS : Exit.PARTIAL;
    } catch (StoreException e) {
      return refused(StoreTrouble.failed(e));
    } catch (SettingsException e) {
      return refused(
          new WorkFailed(
              Exit.USAGE, "InvalidSettings", String.join(" ", e.problems()), null, null));
    } catch (WorkFailed e) {
      return refused(e);
    }
  }

  private int refused(WorkFailed failed) {
    return new FailureReport(console).print(failed, output.format());
  }

  private static void show(Repaired repaired, Page page) {
    page.line(
        repaired.problems().isEmpty() ? page.ink()::green : page.ink()::yellow,
        repaired.problems().isEmpty()
            ? "The store is whole."
            : "The store is usable; what is named below is lost.");
    repaired.settings().forEach(each -> page.fact("written anew", each));
    page.fact("index", repaired.indexRebuilt() ? "rebuilt" : "was right");
    page.fact("broken packs", repaired.packsRemoved());
    page.fact("saved", repaired.contentsSaved() + " contents of them");
    repaired.problems().forEach(problem -> page.line("  " + problem));
    page.fact("snapshots", String.join(" ", repaired.snapshots()));
  }
}
