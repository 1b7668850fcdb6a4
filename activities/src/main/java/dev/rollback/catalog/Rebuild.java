package dev.rollback.catalog;

import dev.rollback.contract.SnapshotRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/// Goes through all sidecars and gives each snapshot a row that has none.
final class Rebuild {
  private final SidecarFiles sidecars;
  private final SidecarReading reading;
  private final Function<SnapshotRecord, Optional<SnapshotRecord>> adopt;
  private final List<String> added = new ArrayList<>();
  private final List<RebuildReport.Finding> different = new ArrayList<>();
  private final List<RebuildReport.Finding> damaged = new ArrayList<>();
  private int same;

  /// @param adopt makes a row of a record, or answers the row that exists and stands
  Rebuild(SidecarFiles sidecars, Function<SnapshotRecord, Optional<SnapshotRecord>> adopt) {
    this.sidecars = sidecars;
    this.reading = new SidecarReading(sidecars);
    this.adopt = adopt;
  }

  RebuildReport run() {
    var ids = new TreeSet<>(sidecars.list());
    ids.forEach(this::take);
    return new RebuildReport(ids.size(), added, same, different, damaged);
  }

  private void take(String snapshotId) {
    try {
      reading.read(snapshotId).ifPresent(this::adopt);
    } catch (SidecarFormat.Damaged e) {
      damaged.add(new RebuildReport.Finding(snapshotId, e.why()));
    }
  }

  private void adopt(SnapshotRecord fromSidecar) {
    Optional<SnapshotRecord> row = adopt.apply(fromSidecar);
    if (row.isEmpty()) {
      added.add(fromSidecar.snapshotId());
    } else if (row.get().equals(fromSidecar)) {
      same++;
    } else {
      different.add(
          new RebuildReport.Finding(fromSidecar.snapshotId(), difference(row.get(), fromSidecar)));
    }
  }

  private static String difference(SnapshotRecord row, SnapshotRecord sidecar) {
    if (!row.status().equals(sidecar.status())) {
      return "The row says %s, the sidecar %s.".formatted(row.status(), sidecar.status());
    }
    if (!row.requestDigest().equals(sidecar.requestDigest())
        || row.createdAt() != sidecar.createdAt()) {
      return "The row is of the capture at %s, the sidecar of that at %s."
          .formatted(Sentences.time(row.createdAt()), Sentences.time(sidecar.createdAt()));
    }
    if (!row.handles().equals(sidecar.handles())) {
      return "Row and sidecar name other captured data.";
    }
    return "Row and sidecar differ in what describes the snapshot.";
  }
}
