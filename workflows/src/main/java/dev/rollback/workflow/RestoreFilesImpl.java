package dev.rollback.workflow;

import dev.rollback.activity.RestoreFilesOrder;
import dev.rollback.contract.RestoreFilesRequest;
import dev.rollback.contract.RestoreFilesResult;
import dev.rollback.contract.SnapshotHandle;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

final class RestoreFilesImpl implements RestoreFiles {
  private static final long DEFAULT_SECONDS = 86_400;

  @Override
  public RestoreFilesResult restoreFiles(@Nullable RestoreFilesRequest request) {
    return Answers.of(() -> restore(Requests.required(request)));
  }

  private static RestoreFilesResult restore(RestoreFilesRequest request) {
    SnapshotHandle layer = FileLayers.of(request.snapshotId(), request.member());
    String host = request.target() == null ? layer.host() : request.target();
    long seconds = Objects.requireNonNullElse(request.timeout(), DEFAULT_SECONDS);
    var terms =
        Terms.looking(
            host,
            Duration.ofSeconds(seconds),
            "Lay %s down in %s".formatted(layer.displayName(), request.to()));
    return LayerStubs.files(terms)
        .restoreFiles(new RestoreFilesOrder(Workflow.getInfo().getWorkflowId(), request, layer));
  }
}
