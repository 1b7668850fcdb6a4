package dev.rollback.temporal;

import dev.rollback.activity.DiffOrder;
import dev.rollback.activity.FileSystemActivities;
import dev.rollback.activity.ListFilesOrder;
import dev.rollback.activity.RestoreFilesOrder;
import dev.rollback.contract.FileEntry;
import dev.rollback.contract.FileList;
import dev.rollback.contract.RestoreFilesResult;
import dev.rollback.contract.SnapshotDiff;
import dev.rollback.contract.SnapshotSpec;
import dev.rollback.layer.FileSystemBrowser;
import dev.rollback.layer.Layer;
import java.time.Clock;

/// The activities of the layer of file trees: `filesystem.CreateSnapshot` and so on.
final class FileSystemAdapter extends LayerAdapter<SnapshotSpec.FileSystem>
    implements FileSystemActivities {
  private final FileSystemBrowser browser;

  FileSystemAdapter(
      Layer<SnapshotSpec.FileSystem> layer,
      FileSystemBrowser browser,
      OperationLocks locks,
      KeptPlans plans,
      Clock clock) {
    super(layer, SnapshotSpec.FileSystem.class, locks, plans, clock);
    this.browser = browser;
  }

  @Override
  public SnapshotDiff diffSnapshots(DiffOrder order) {
    return Translated.working(
        progress -> {
          var page = new DiffPage(order.request());
          browser.diff(order.from(), order.to(), order.request().paths(), page::add, progress);
          return page.diff();
        });
  }

  @Override
  public FileList listFiles(ListFilesOrder order) {
    return Translated.working(
        progress -> {
          var request = order.request();
          var rows = new Rows<FileEntry>(request.offsetOrDefault(), request.limitOrDefault());
          browser.entries(
              order.handle(), request.path(), request.tellsAllBeneath(), rows::add, progress);
          return new FileList("success", request.snapshotId(), rows.carried(), rows.total());
        });
  }

  @Override
  public RestoreFilesResult restoreFiles(RestoreFilesOrder order) {
    Translated.run(() -> keep(order.planId(), null));
    return Translated.working(
        progress -> {
          try (var _ = locks().take("restore-files/" + order.operationId())) {
            return browser.restoreTo(order, progress);
          }
        });
  }
}
