package dev.rollback.temporal;

import dev.rollback.contract.DiffSnapshotsRequest;
import dev.rollback.contract.FileChange;
import dev.rollback.contract.SnapshotDiff;
import dev.rollback.layer.FileSystemBrowser.FileDifference;
import java.util.Objects;

/// Counts all differences and keeps a page of them.
final class DiffPage {
  private final DiffSnapshotsRequest request;
  private final Rows<FileChange> rows;
  private long added;
  private long removed;
  private long modified;
  private long typeChanged;
  private long metadataChanged;
  private long addedBytes;
  private long removedBytes;

  DiffPage(DiffSnapshotsRequest request) {
    this.request = request;
    this.rows = new Rows<>(request.offsetOrDefault(), request.limitOrDefault());
  }

  void add(FileDifference difference) {
    FileChange change = difference.change();
    switch (change.mark()) {
      case "+" -> added++;
      case "-" -> removed++;
      case "M" -> modified++;
      case "T" -> typeChanged++;
      case "U" -> metadataChanged++;
      default -> throw new IllegalArgumentException("Nothing is marked " + change.mark());
    }
    if (change.mark().equals("U")) {
      if (!request.tellsMetadata()) {
        return;
      }
    } else {
      addedBytes += difference.sizeAfter();
      removedBytes += difference.sizeBefore();
    }
    rows.add(change);
  }

  SnapshotDiff diff() {
    return new SnapshotDiff(
        "success",
        request.snapshotId(),
        Objects.requireNonNullElse(request.other(), "live"),
        rows.carried(),
        rows.total(),
        added,
        removed,
        modified,
        typeChanged,
        metadataChanged,
        addedBytes,
        removedBytes);
  }
}
