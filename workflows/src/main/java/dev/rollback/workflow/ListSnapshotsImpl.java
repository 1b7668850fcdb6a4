package dev.rollback.workflow;

import dev.rollback.contract.ListSnapshotsRequest;
import dev.rollback.contract.SnapshotList;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

final class ListSnapshotsImpl implements ListSnapshots {
  @Override
  public SnapshotList listSnapshots(@Nullable ListSnapshotsRequest request) {
    return Answers.of(
        () ->
            LayerStubs.catalogue(Terms.catalogue("List snapshots"))
                .listSnapshots(Objects.requireNonNullElse(request, ListSnapshotsRequest.ALL)));
  }
}
