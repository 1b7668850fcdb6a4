package dev.rollback.workflow;

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
import dev.rollback.contract.ApplyRetentionRequest;
import dev.rollback.contract.CapturedLayer;
import dev.rollback.contract.CheckStoreRequest;
import dev.rollback.contract.CheckStoreResult;
import dev.rollback.contract.DeleteSnapshotRequest;
import dev.rollback.contract.FailureType;
import dev.rollback.contract.HoldSnapshotRequest;
import dev.rollback.contract.ListSnapshotsRequest;
import dev.rollback.contract.RollbackHistory;
import dev.rollback.contract.RollbackHistoryRequest;
import dev.rollback.contract.RollbackResult;
import dev.rollback.contract.RollbackStatus;
import dev.rollback.contract.SnapshotList;
import dev.rollback.contract.SnapshotRecord;
import dev.rollback.contract.StatusReport;
import dev.rollback.contract.StatusRequest;
import io.temporal.activity.Activity;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// A catalogue in memory that refuses what the real one refuses.
final class FakeCatalog implements CatalogActivities {
  final Map<String, SnapshotRecord> snapshots = new ConcurrentHashMap<>();
  final Map<String, RollbackResult> rollbacks = new ConcurrentHashMap<>();
  final Map<String, String> locks = new ConcurrentHashMap<>();
  /// What retention is to delete.
  List<String> going = List.of();

  /// What retention was asked last.
  @Nullable ApplyRetentionRequest retention;

  final List<String> statuses = Collections.synchronizedList(new ArrayList<>());

  @Override
  public synchronized SnapshotClaim beginSnapshot(SnapshotDraft draft) {
    SnapshotRecord existing = snapshots.get(draft.snapshotId());
    if (existing != null && !existing.status().equals("failed")) {
      if (!existing.requestDigest().equals(draft.requestDigest())) {
        throw FakeLayer.failure(FailureType.SNAPSHOT_EXISTS, draft.snapshotId() + " exists.");
      }
      return new SnapshotClaim(existing, "here", false);
    }
    snapshots.put(draft.snapshotId(), row(draft));
    return new SnapshotClaim(null, "here", false);
  }

  SnapshotRecord snapshot(String id) {
    return Objects.requireNonNull(snapshots.get(id));
  }

  RollbackResult rollback(String id) {
    return Objects.requireNonNull(rollbacks.get(id));
  }

  private static SnapshotRecord row(SnapshotDraft draft) {
    var request = draft.request();
    return new SnapshotRecord(
        "creating",
        draft.snapshotId(),
        request.config(),
        draft.createdAt(),
        null,
        0,
        0,
        0,
        request.description(),
        request.labels(),
        request.held(),
        null,
        request.target(),
        null,
        null,
        List.of(),
        draft.requestDigest(),
        draft.safetyFor(),
        draft.workflowId(),
        null,
        null);
  }

  @Override
  public SnapshotRecord completeSnapshot(SnapshotCompletion completion) {
    SnapshotRecord row = Objects.requireNonNull(snapshots.get(completion.snapshotId()));
    SnapshotRecord created =
        new SnapshotRecord(
            "created",
            row.snapshotId(),
            row.config(),
            row.createdAt(),
            completion.layers().getFirst().metadata(),
            5,
            3,
            completion.durationMs(),
            row.description(),
            row.labels(),
            row.hold(),
            null,
            row.target(),
            "here",
            null,
            completion.layers().stream().map(CapturedLayer::handle).toList(),
            row.requestDigest(),
            row.safetyFor(),
            row.workflowId(),
            null,
            null);
    snapshots.put(created.snapshotId(), created);
    return created;
  }

  @Override
  public void failSnapshot(SnapshotFailure failure) {
    snapshots.computeIfPresent(failure.snapshotId(), (id, row) -> row.withStatus("failed"));
  }

  @Override
  public SnapshotRecord findSnapshot(SnapshotQuery query) {
    SnapshotRecord row = snapshots.get(query.snapshotId());
    if (row == null) {
      throw FakeLayer.failure(
          FailureType.SNAPSHOT_NOT_FOUND, "There is no snapshot " + query.snapshotId() + ".");
    }
    return row;
  }

  @Override
  public SnapshotList listSnapshots(ListSnapshotsRequest request) {
    return new SnapshotList("success", List.of(), snapshots.size());
  }

  @Override
  public SnapshotRecord beginDelete(DeleteSnapshotRequest request) {
    return findSnapshot(new SnapshotQuery(request.snapshotId())).withStatus("deleting");
  }

  @Override
  public DeleteReceipt completeDelete(SnapshotQuery query) {
    snapshots.remove(query.snapshotId());
    return new DeleteReceipt(0);
  }

  @Override
  public void forgetSnapshot(SnapshotQuery query) {
    snapshots.remove(query.snapshotId());
  }

  @Override
  public DeleteReceipt freeContent() {
    return new DeleteReceipt(7);
  }

  @Override
  public SnapshotRecord holdSnapshot(HoldSnapshotRequest request) {
    return findSnapshot(new SnapshotQuery(request.snapshotId()));
  }

  @Override
  public RetentionPlan planRetention(ApplyRetentionRequest request) {
    retention = request;
    return new RetentionPlan(List.of(), snapshots.size() - going.size(), going.size(), going, 9);
  }

  @Override
  public ParentAnswer findParent(ParentQuery query) {
    return new ParentAnswer(
        snapshots.values().stream()
            .filter(each -> each.config().equals(query.spec()) && each.status().equals("created"))
            .findFirst()
            .map(SnapshotRecord::handles)
            .orElse(List.of()));
  }

  @Override
  public RollbackReceipt recordRollback(RollbackResult result) {
    statuses.add(result.status().wireName());
    rollbacks.merge(
        result.rollbackId(),
        result,
        (old, now) -> old.status() == RollbackStatus.RUNNING ? now : old);
    return new RollbackReceipt(false);
  }

  @Override
  public RollbackHistory listRollbacks(RollbackHistoryRequest request) {
    return new RollbackHistory("success", List.of(), rollbacks.size());
  }

  @Override
  public RollbackResult findRollback(RollbackQuery query) {
    RollbackResult result = rollbacks.get(query.rollbackId());
    if (result == null) {
      throw FakeLayer.failure(FailureType.INVALID_REQUEST, "There is no such rollback.");
    }
    return result;
  }

  @Override
  public synchronized LockReceipt lockTargets(TargetLock lock) {
    for (String target : lock.targets()) {
      String holder = locks.get(target);
      if (holder != null && !holder.equals(lock.rollbackId())) {
        throw FakeLayer.failure(FailureType.TARGET_BUSY, holder + " holds " + target + ".");
      }
    }
    lock.targets().forEach(target -> locks.put(target, lock.rollbackId()));
    return new LockReceipt(Activity.getExecutionContext().getInfo().getAttempt() > 1);
  }

  @Override
  public synchronized void unlockTargets(RollbackQuery query) {
    locks.values().removeIf(query.rollbackId()::equals);
  }

  @Override
  public StatusReport status(StatusRequest request) {
    return new StatusReport(
        "success", "test", "here", List.of(), List.of(), Map.of(), 0, 0, 0, 0, "memory", List.of());
  }

  @Override
  public CheckStoreResult checkStore(CheckStoreRequest request) {
    return new CheckStoreResult("success", 0, 0, List.of(), List.of(), List.of());
  }
}
