package dev.rollback.layer.filesystem;

import dev.rollback.contract.SnapshotMetadata;
import dev.rollback.contract.SnapshotMetadata.FilesystemBackup;
import dev.rollback.contract.SnapshotMetadata.Shortfall;
import dev.rollback.files.CapturedFiles;
import dev.rollback.files.Flaw;
import dev.rollback.files.Flawed;
import dev.rollback.files.Totals;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What a snapshot shows of the trees that it captured.
final class FileSystemMetadata {
  private FileSystemMetadata() {}

  /// @param parent the snapshot that it was compared with, or null
  /// @param planId the plan whose targets are all that it holds, or null
  static FilesystemBackup of(
      CapturedFiles captured,
      @Nullable String member,
      @Nullable String parent,
      @Nullable String backupLocation,
      @Nullable String planId) {
    Totals totals = captured.totals();
    int most = SnapshotMetadata.mostFiles(member);
    List<Shortfall> shortfalls = shortfalls(captured.flaws(), most);
    return new FilesystemBackup(
        totals.others(),
        totals.directories(),
        totals.fresh(),
        totals.changed(),
        totals.unchanged(),
        parent,
        backupLocation,
        planId,
        captured.flaws().stream().anyMatch(each -> each.flaw() != Flaw.VANISHED),
        shortfalls,
        captured.notes().stream().limit(most).toList());
  }

  private static List<Shortfall> shortfalls(List<Flawed> flaws, int most) {
    var shortfalls = new ArrayList<Shortfall>();
    int left = most;
    for (Flaw flaw : Flaw.values()) {
      List<String> paths =
          flaws.stream().filter(each -> each.flaw() == flaw).map(Flawed::path).toList();
      if (!paths.isEmpty()) {
        List<String> named = paths.subList(0, Math.min(left, paths.size()));
        left -= named.size();
        shortfalls.add(new Shortfall(flaw.name().toLowerCase(Locale.ROOT), paths.size(), named));
      }
    }
    return shortfalls;
  }
}
