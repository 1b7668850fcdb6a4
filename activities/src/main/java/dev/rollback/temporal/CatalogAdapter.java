package dev.rollback.temporal;

import dev.rollback.activity.CatalogActivities;
import dev.rollback.activity.DeleteReceipt;
import dev.rollback.activity.LockReceipt;
import dev.rollback.activity.ParentAnswer;
import dev.rollback.activity.ParentQuery;
import dev.rollback.activity.RetentionPlan;
import dev.rollback.activity.RollbackQuery;
import dev.rollback.activity.RollbackReceipt;
import dev.rollback.activity.SnapshotClaim;
import dev.rollback.activity.SnapshotCompletion;
import dev.rollback.activity.SnapshotDraft;
import dev.rollback.activity.SnapshotFailure;
import dev.rollback.activity.SnapshotQuery;
import dev.rollback.activity.TargetLock;
import dev.rollback.catalog.Catalog;
import dev.rollback.contract.ApplyRetentionRequest;
import dev.rollback.contract.CheckStoreRequest;
import dev.rollback.contract.CheckStoreResult;
import dev.rollback.contract.DeleteSnapshotRequest;
import dev.rollback.contract.FailureType;
import dev.rollback.contract.HoldSnapshotRequest;
import dev.rollback.contract.ListSnapshotsRequest;
import dev.rollback.contract.RollbackException;
import dev.rollback.contract.RollbackHistory;
import dev.rollback.contract.RollbackHistoryRequest;
import dev.rollback.contract.RollbackResult;
import dev.rollback.contract.RollbackStatus;
import dev.rollback.contract.SnapshotList;
import dev.rollback.contract.SnapshotRecord;
import dev.rollback.contract.StatusReport;
import dev.rollback.contract.StatusRequest;
import io.temporal.activity.Activity;
import java.time.Clock;
import java.util.List;
import java.util.function.BooleanSupplier;

/// The catalogue's activities: `catalog.BeginSnapshot` and so on.
final class CatalogAdapter implements CatalogActivities {
  private final Catalog catalog;
  private final StoreCare care;
  private final RetentionJudge retention;
  private final Reporter reporter;
  private final RunningWorkflows workflows;
  private final String host;
  private final BooleanSupplier searchAttributes;
  private final EndListener listener;

  CatalogAdapter(
      Catalog catalog,
      StoreCare care,
      Reporter reporter,
      RunningWorkflows workflows,
      String host,
      Clock clock,
      BooleanSupplier searchAttributes,
      EndListener listener) {
    this.catalog = catalog;
    this.care = care;
    this.retention = new RetentionJudge(catalog, care, clock);
    this.reporter = reporter;
    this.workflows = workflows;
    this.host = host;
    this.searchAttributes = searchAttributes;
    this.listener = listener;
  }

  @Override
  public SnapshotClaim beginSnapshot(SnapshotDraft draft) {
    return Translated.of(
        () ->
            new SnapshotClaim(
                catalog.begin(draft, workflows::isRunning).orElse(null),
                host,
                searchAttributes.getAsBoolean()));
  }

  @Override
  public SnapshotRecord completeSnapshot(SnapshotCompletion completion) {
    return Translated.of(
        () -> {
          SnapshotRecord created = catalog.complete(completion, workflowId());
          listener.created(created);
          return created;
        });
  }

  @Override
  public void failSnapshot(SnapshotFailure failure) {
    Translated.run(
        () -> {
          catalog.fail(failure, workflowId());
          listener.failed(failure);
        });
  }

  private static String workflowId() {
    return String.valueOf(Activity.getExecutionContext().getInfo().getWorkflowId());
  }

  @Override
  public SnapshotRecord findSnapshot(SnapshotQuery query) {
    return Translated.of(() -> catalog.find(query.snapshotId()));
  }

  @Override
  public SnapshotList listSnapshots(ListSnapshotsRequest request) {
    return Translated.of(
        () -> {
          SnapshotList found = catalog.list(request);
          return new SnapshotList(found.status(), Page.carried(found.snapshots()), found.total());
        });
  }

  @Override
  public SnapshotRecord beginDelete(DeleteSnapshotRequest request) {
    return Translated.of(() -> catalog.beginDelete(request, workflows::isRunning));
  }

  @Override
  public DeleteReceipt completeDelete(SnapshotQuery query) {
    return Translated.working(
        progress -> {
          catalog.completeDelete(query.snapshotId());
          return new DeleteReceipt(care.collect());
        });
  }

  @Override
  public void forgetSnapshot(SnapshotQuery query) {
    Translated.run(() -> catalog.completeDelete(query.snapshotId()));
  }

  @Override
  public DeleteReceipt freeContent() {
    return Translated.working(progress -> new DeleteReceipt(care.collect()));
  }

  @Override
  public SnapshotRecord holdSnapshot(HoldSnapshotRequest request) {
    return Translated.of(() -> catalog.hold(request.snapshotId(), request.holds()));
  }

  @Override
  public RetentionPlan planRetention(ApplyRetentionRequest request) {
    return Translated.working(progress -> retention.plan(request));
  }

  @Override
  public ParentAnswer findParent(ParentQuery query) {
    return Translated.of(
        () ->
            new ParentAnswer(
                catalog
                    .newest(query.spec(), query.host())
                    .map(SnapshotRecord::handles)
                    .orElse(List.of())));
  }

  @Override
  public RollbackReceipt recordRollback(RollbackResult result) {
    return Translated.of(
        () -> {
          catalog.record(result);
          if (result.status() != RollbackStatus.RUNNING) {
            care.releasePlans(result);
            listener.ended(result);
          }
          return new RollbackReceipt(searchAttributes.getAsBoolean());
        });
  }

  @Override
  public RollbackHistory listRollbacks(RollbackHistoryRequest request) {
    return Translated.of(
        () -> {
          RollbackHistory found = catalog.rollbacks(request);
          return new RollbackHistory(
              found.status(), Page.carried(found.rollbacks()), found.total());
        });
  }

  @Override
  public RollbackResult findRollback(RollbackQuery query) {
    return Translated.of(() -> catalog.findRollback(query.rollbackId()));
  }

  @Override
  public LockReceipt lockTargets(TargetLock lock) {
    int attempt = Activity.getExecutionContext().getInfo().getAttempt();
    return Translated.of(
        () -> {
          lockOrReconcile(lock);
          return new LockReceipt(attempt > 1);
        });
  }

  /// A holder that was terminated would hold its targets for ever; it is settled, then let go of.
  private void lockOrReconcile(TargetLock lock) {
    try {
      catalog.lock(lock);
    } catch (RollbackException e) {
      if (e.type() == FailureType.TARGET_BUSY) {
        catalog
            .stale(workflows::isRunning)
            .forEach(stale -> workflows.reconcile(stale.rollbackId()));
      }
      throw e;
    }
  }

  @Override
  public void unlockTargets(RollbackQuery query) {
    Translated.run(() -> catalog.unlock(query.rollbackId()));
  }

  @Override
  public StatusReport status(StatusRequest request) {
    return Translated.of(reporter::report);
  }

  @Override
  public CheckStoreResult checkStore(CheckStoreRequest request) {
    return Translated.working(progress -> care.check(request.readsData()));
  }
}
