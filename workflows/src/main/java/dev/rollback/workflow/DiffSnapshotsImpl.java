package dev.rollback.workflow;

import dev.rollback.activity.DiffOrder;
import dev.rollback.contract.DiffSnapshotsRequest;
import dev.rollback.contract.SnapshotDiff;
import dev.rollback.contract.SnapshotHandle;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

final class DiffSnapshotsImpl implements DiffSnapshots {
  private static final Duration LIMIT = Duration.ofHours(1);

  @Override
  public SnapshotDiff diffSnapshots(@Nullable DiffSnapshotsRequest request) {
    return Answers.of(() -> diff(Requests.required(request)));
  }

  private static SnapshotDiff diff(DiffSnapshotsRequest request) {
    SnapshotHandle from = FileLayers.of(request.snapshotId(), request.member());
    String other = request.other();
    SnapshotHandle to = other == null ? null : FileLayers.like(from.member(), other);
    String summary =
        "Compare %s with %s"
            .formatted(request.snapshotId(), other == null ? "what is there now" : other);
    return LayerStubs.files(Terms.looking(host(from, to), LIMIT, summary))
        .diffSnapshots(new DiffOrder(request, from, to));
  }

  /// What is there now is on the snapshot's own host.
  private static @Nullable String host(SnapshotHandle from, @Nullable SnapshotHandle to) {
    if (to == null) {
      return from.host();
    }
    String store = FileLayers.readableAt(from);
    return store == null ? FileLayers.readableAt(to) : store;
  }
}
