package dev.rollback.worker.cli;

import dev.rollback.contract.DescribeSnapshotRequest;
import dev.rollback.worker.cli.client.Client;
import dev.rollback.worker.cli.client.RecordedRun;
import dev.rollback.worker.cli.client.WorkFailed;
import dev.rollback.worker.cli.client.WorkflowIds;
import dev.rollback.worker.cli.output.Page;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `rollback audit export`: the histories of a snapshot or rollback, before retention deletes them.
@Command(
    name = "export",
    description = {
      "Write the workflow histories of a snapshot or rollback, and of all they started,",
      "with a header that names each file's digest."
    })
final class AuditExportCommand extends ClientCommand {
  @Parameters(
      index = "0",
      paramLabel = "ID",
      description = "A snapshot's or rollback's id; of both where they share it.")
  private String id = "";

  @Option(
      names = "--to",
      paramLabel = "DIR",
      defaultValue = ".",
      description = "Where to write; - prints one JSON document instead. Default: here.")
  private String to = ".";

  AuditExportCommand(Console console) {
    super(console);
  }

  @Override
  void prepare() {
    var _ = new DescribeSnapshotRequest(id);
  }

  @Override
  int ask(Client client) {
    var runs = new ArrayList<RecordedRun>(client.audit(WorkflowIds.rollback(id)));
    runs.addAll(client.audit(WorkflowIds.snapshot(id)));
    if (runs.isEmpty()) {
      throw new WorkFailed(
          Exit.FAILED,
          "NotFound",
          "Temporal has no history of snapshot or rollback %s.".formatted(id),
          "Retention may have deleted it; the catalogue's record is in `rollback describe`.",
          null);
    }
    AuditExport export = new AuditExport(id, Caller.of(console().environment()), console().clock());
    if (to.equals("-")) {
      console().out().print(export.document(runs));
      console().out().flush();
      return Exit.SUCCESS;
    }
    output().print(console(), written(export, runs), AuditExportCommand::show);
    return Exit.SUCCESS;
  }

  private Written written(AuditExport export, List<RecordedRun> runs) {
    Path directory = console().directory().resolve(to);
    try {
      return new Written("success", export.write(runs, directory));
    } catch (FileAlreadyExistsException e) {
      throw new WorkFailed(
          Exit.FAILED,
          "PathExists",
          "%s is there already.".formatted(e.getFile()),
          "Name another directory with --to; an export never overwrites one.",
          null);
    } catch (IOException e) {
      throw WorkFailed.refused("WriteFailed", "Cannot write to " + directory + ": " + e + ".");
    }
  }

  private static void show(Written written, Page page) {
    written.files().forEach(page::line);
  }

  /// What an export left behind.
  record Written(String status, List<String> files) {}
}
