package dev.rollback.worker.cli.view;

import dev.rollback.contract.DeleteSnapshotResult;
import dev.rollback.contract.FileFacts;
import dev.rollback.contract.SnapshotList;
import dev.rollback.contract.SnapshotMetadata;
import dev.rollback.contract.SnapshotRecord;
import dev.rollback.contract.SnapshotSpec;
import dev.rollback.contract.SnapshotSummary;
import dev.rollback.worker.cli.output.Amounts;
import dev.rollback.worker.cli.output.Page;
import dev.rollback.worker.cli.output.Table;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Snapshots: one in full, or many in a table.
public final class SnapshotView {
  private SnapshotView() {}

  public static void record(SnapshotRecord snapshot, Page page) {
    page.heading("Snapshot " + snapshot.snapshotId());
    page.fact("status", snapshot.status());
    page.fact("type", snapshot.config().type().wireName());
    page.fact("of", subject(snapshot.config()));
    page.fact("created", page.moment(snapshot.createdAt()));
    page.fact("took", snapshot.durationMs() == 0 ? null : Amounts.millis(snapshot.durationMs()));
    page.fact(
        "size",
        "%s, stored in %s"
            .formatted(Amounts.bytes(snapshot.sizeBytes()), Amounts.bytes(snapshot.storedBytes())));
    page.fact("description", snapshot.description());
    page.fact("labels", labels(snapshot.labels()));
    page.fact("hold", snapshot.hold() ? "yes: it never expires" : null);
    page.fact("expires", page.moment(snapshot.expiresAt()));
    page.fact("host", snapshot.host());
    page.fact("requested by", snapshot.requestedBy());
    page.fact("undo of", snapshot.safetyFor());
    page.fact("workflow", snapshot.workflowId());
    page.fact(page.ink()::red, "error type", snapshot.errorType());
    page.fact(page.ink()::red, "error", snapshot.error());
    if (snapshot.metadata() != null) {
      metadata(null, snapshot.metadata(), page);
    }
  }

  private static void metadata(@Nullable String member, SnapshotMetadata metadata, Page page) {
    if (member != null) {
      page.blank().heading("Member " + member);
    }
    switch (metadata) {
      case SnapshotMetadata.GitCommit git -> git(git, page);
      case SnapshotMetadata.ConfigurationFiles files -> {
        page.fact("files", files.fileCount());
        page.fact("second copy", files.backupLocation());
        files.notes().forEach(note -> page.fact(page.ink()::yellow, "note", note));
        files(files.files(), page);
      }
      case SnapshotMetadata.FilesystemBackup backup -> FilesystemView.metadata(backup, page);
      case SnapshotMetadata.Members members ->
          new TreeMap<>(members.members()).forEach((name, each) -> metadata(name, each, page));
    }
  }

  private static void git(SnapshotMetadata.GitCommit git, Page page) {
    page.fact("repository", git.repoPath());
    page.fact("commit", git.commitHash() == null ? "none yet" : git.commitHash());
    page.fact("branch", git.detached() ? "detached" : git.branch());
    page.fact("upstream", git.upstream());
    page.fact(
        "uncommitted",
        git.dirtyFiles() + git.untrackedFiles() == 0
            ? null
            : git.dirtyFiles() + " changed, " + git.untrackedFiles() + " untracked");
    git.notes().forEach(note -> page.fact(page.ink()::yellow, "note", note));
    files(git.files(), page);
  }

  private static void files(Map<String, FileFacts> files, Page page) {
    if (files.isEmpty()) {
      return;
    }
    page.blank();
    Table table = new Table("PATH", "KIND", "MODE", "OWNER", "SIZE", "CHANGED");
    new TreeMap<>(files)
        .forEach(
            (path, facts) ->
                table.row(
                    path,
                    facts.kind(),
                    facts.mode(),
                    facts.owner() == null ? "" : facts.owner() + ":" + facts.group(),
                    FilesView.isBare(facts) ? "" : Amounts.bytes(facts.size()),
                    FilesView.isBare(facts) ? "" : page.moment(facts.mtime())));
    page.table(table);
  }

  static String subject(SnapshotSpec spec) {
    return switch (spec) {
      case SnapshotSpec.GitCommit git -> git.repoPath();
      case SnapshotSpec.Configuration files -> String.join(" ", files.configFiles());
      case SnapshotSpec.FileSystem files -> String.join(" ", files.paths());
      case SnapshotSpec.Set set ->
          set.members().stream().map(SnapshotSpec.Member::name).collect(Collectors.joining(" "));
    };
  }

  static String labels(Map<String, String> labels) {
    return labels.entrySet().stream()
        .map(label -> label.getValue().isEmpty() ? label.getKey() : label.toString())
        .collect(Collectors.joining(" "));
  }

  public static void list(SnapshotList list, Page page) {
    if (list.snapshots().isEmpty()) {
      page.line("No snapshots yet.");
      return;
    }
    Table table =
        new Table("SNAPSHOT", "TYPE", "STATUS", "CREATED", "SIZE", "STORED", "LABELS", "OF");
    for (SnapshotSummary each : list.snapshots()) {
      table.row(
          each.snapshotId(),
          each.type().wireName(),
          status(each),
          page.moment(each.createdAt()),
          Amounts.bytes(each.sizeBytes()),
          Amounts.bytes(each.storedBytes()),
          labels(each.labels()),
          each.subject());
    }
    page.table(table);
    Rest.of(list.snapshots().size(), list.total(), page);
  }

  private static String status(SnapshotSummary each) {
    return each.status() + (each.degraded() ? ", degraded" : "") + (each.hold() ? ", held" : "");
  }

  public static void deleted(DeleteSnapshotResult result, Page page) {
    page.line(
        "Deleted snapshot %s; %s freed."
            .formatted(result.snapshotId(), Amounts.bytes(result.freedBytes())));
  }
}
