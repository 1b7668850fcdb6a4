package dev.rollback.worker.process;

import dev.rollback.catalog.RebuildReport;
import dev.rollback.worker.Settings;
import dev.rollback.worker.SettingsReader;
import dev.rollback.worker.Wiring;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `rollback catalog rebuild`: a catalogue from the sidecars beside the snapshots' data.
@Command(
    name = "rebuild",
    description = {
      "Gives every snapshot a row in the catalogue that has a sidecar and no row.",
      "Takes the worker's settings. Rows that are there stay as they are."
    })
public final class CatalogRebuildCommand implements Callable<Integer> {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "A file of settings, NAME=value a line; the environment is stronger.")
  private Optional<Path> config = Optional.empty();

  @Override
  public Integer call() throws Exception {
    Logging.forPerson(false);
    return Answering.answer(System.err, this::rebuild);
  }

  private int rebuild() {
    Settings settings = SettingsReader.worker(SettingsReader.collect(System.getenv(), config));
    try (Wiring wiring = Wiring.catalogue(settings)) {
      RebuildReport report = wiring.catalog().rebuild();
      tell(report, System.out);
      return report.damaged().isEmpty() && report.different().isEmpty()
          ? Answering.SUCCESS
          : Answering.FAILED;
    }
  }

  private static void tell(RebuildReport report, PrintStream out) {
    out.printf(
        "%d sidecars: %d snapshots added, %d there already, %d that differ, %d damaged.%n",
        report.sidecars(),
        report.added().size(),
        report.same(),
        report.different().size(),
        report.damaged().size());
    report.added().forEach(id -> out.println("added    " + id));
    report
        .different()
        .forEach(finding -> out.println("differs  " + finding.snapshotId() + ": " + finding.why()));
    report
        .damaged()
        .forEach(finding -> out.println("damaged  " + finding.snapshotId() + ": " + finding.why()));
  }
}
