package dev.rollback.worker.cli.view;

import dev.rollback.contract.FileEntry;
import dev.rollback.contract.FileFacts;
import dev.rollback.contract.FileList;
import dev.rollback.contract.RestoreFilesResult;
import dev.rollback.worker.cli.output.Amounts;
import dev.rollback.worker.cli.output.Page;
import dev.rollback.worker.cli.output.Table;

/// The files of a snapshot.
public final class FilesView {
  private static final String BITS = "rwxrwxrwx";

  private FilesView() {}

  /// As `ls -l` lists them, with whole paths.
  public static void list(FileList list, Page page) {
    Table table = new Table("MODE", "OWNER", "GROUP", "SIZE", "CHANGED", "PATH");
    for (FileEntry each : list.entries()) {
      FileFacts facts = each.facts();
      table.row(
          mode(facts),
          facts.owner(),
          facts.group(),
          isBare(facts) ? "" : facts.size(),
          isBare(facts) ? "" : page.moment(facts.mtime()),
          each.linkTarget() == null ? each.path() : each.path() + " -> " + each.linkTarget());
    }
    page.table(table);
    Rest.of(list.entries().size(), list.total(), page);
  }

  /// Of what is mounted, or was not there, nothing more is known.
  static boolean isBare(FileFacts facts) {
    return facts.mode() == null;
  }

  /// `drwxr-x---`; set-id and sticky bits stand in the usual places.
  static String mode(FileFacts facts) {
    if (facts.mode() == null) {
      return facts.kind();
    }
    int mode = Integer.parseInt(facts.mode(), 8);
    var shown = new StringBuilder(letter(facts.kind()));
    for (int bit = 0; bit < BITS.length(); bit++) {
      boolean set = (mode & 0400 >> bit) != 0;
      shown.append(set ? BITS.charAt(bit) : '-');
    }
    special(shown, 3, (mode & 04000) != 0, 's');
    special(shown, 6, (mode & 02000) != 0, 's');
    special(shown, 9, (mode & 01000) != 0, 't');
    return shown.toString();
  }

  private static void special(StringBuilder shown, int at, boolean set, char letter) {
    if (set) {
      boolean executable = shown.charAt(at) == 'x';
      shown.setCharAt(at, executable ? letter : Character.toUpperCase(letter));
    }
  }

  private static String letter(String kind) {
    return switch (kind) {
      case "directory" -> "d";
      case "symlink" -> "l";
      case "fifo" -> "p";
      case "socket" -> "s";
      case "block_device" -> "b";
      case "character_device" -> "c";
      default -> "-";
    };
  }

  public static void restored(RestoreFilesResult result, Page page) {
    page.line(
        "Laid %d files and %d directories (%s) of %s down in %s."
            .formatted(
                result.fileCount(),
                result.directoryCount(),
                Amounts.bytes(result.sizeBytes()),
                result.snapshotId(),
                result.to()));
    result.notes().forEach(note -> page.fact(page.ink()::yellow, "note", note));
  }
}
