package dev.rollback.worker.cli.view;

import dev.rollback.contract.SnapshotMetadata.FilesystemBackup;
import dev.rollback.contract.SnapshotMetadata.Shortfall;
import dev.rollback.worker.cli.output.Page;

/// Snapshots of file trees.
final class FilesystemView {
  private FilesystemView() {}

  static void metadata(FilesystemBackup backup, Page page) {
    page.fact(
        "files",
        "%d: %d new, %d changed, %d unchanged; %d directories"
            .formatted(
                backup.fileCount(),
                backup.newFiles(),
                backup.changedFiles(),
                backup.unchangedFiles(),
                backup.directoryCount()));
    page.fact("parent", backup.parent());
    page.fact("store", backup.backupLocation());
    page.fact(
        "holds",
        backup.planId() == null
            ? null
            : "only what plan %s replaces or deletes".formatted(backup.planId()));
    if (backup.degraded()) {
      page.fact(page.ink()::red, "degraded", "some files are not captured as they were");
    }
    for (Shortfall shortfall : backup.shortfalls()) {
      page.fact(page.ink()::yellow, shortfall.kind(), shortfall.count());
      shortfall.paths().forEach(path -> page.line("  " + path));
      long more = shortfall.count() - shortfall.paths().size();
      if (more > 0) {
        page.line(page.ink()::faint, "  and %d more".formatted(more));
      }
    }
    backup.notes().forEach(note -> page.fact(page.ink()::yellow, "note", note));
  }
}
