package dev.rollback.workflow;

import dev.rollback.activity.ListFilesOrder;
import dev.rollback.contract.FileList;
import dev.rollback.contract.ListFilesRequest;
import dev.rollback.contract.SnapshotHandle;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

final class ListFilesImpl implements ListFiles {
  private static final Duration LIMIT = Duration.ofHours(1);

  @Override
  public FileList listFiles(@Nullable ListFilesRequest request) {
    return Answers.of(() -> list(Requests.required(request)));
  }

  private static FileList list(ListFilesRequest request) {
    SnapshotHandle layer = FileLayers.of(request.snapshotId(), request.member());
    var terms =
        Terms.looking(FileLayers.readableAt(layer), LIMIT, "List files of " + layer.displayName());
    return LayerStubs.files(terms).listFiles(new ListFilesOrder(request, layer));
  }
}
