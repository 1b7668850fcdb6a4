package dev.rollback.catalog;

import dev.rollback.activity.SnapshotCompletion;
import dev.rollback.activity.SnapshotDraft;
import dev.rollback.activity.SnapshotFailure;
import dev.rollback.activity.TargetLock;
import dev.rollback.contract.ApplyRetentionRequest;
import dev.rollback.contract.DeleteSnapshotRequest;
import dev.rollback.contract.ListSnapshotsRequest;
import dev.rollback.contract.RollbackHistory;
import dev.rollback.contract.RollbackHistoryRequest;
import dev.rollback.contract.RollbackResult;
import dev.rollback.contract.RollbackStatus;
import dev.rollback.contract.SnapshotList;
import dev.rollback.contract.SnapshotRecord;
import dev.rollback.contract.SnapshotSpec;
import dev.rollback.contract.SnapshotStatus;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import javax.sql.DataSource;

/// The catalogue in PostgreSQL 14 or later, schema `rollback`, for any number of workers at once.
///
/// Whatever changes a snapshot holds that snapshot's advisory lock until it commits, so that row
/// and sidecar change as one. Needs the schema that [CatalogDatabase] makes.
public final class PostgresCatalog implements Catalog {
  private final Transactions transactions;
  private final SidecarFiles sidecars;

  public PostgresCatalog(DataSource database, SidecarFiles sidecars) {
    this.transactions = new Transactions(database);
    this.sidecars = sidecars;
  }

  @Override
  public Optional<SnapshotRecord> begin(SnapshotDraft draft, Predicate<String> isRunning) {
    return Optional.ofNullable(
        Decision.settle(isRunning, dead -> tryToBegin(draft, dead)).existing());
  }

  private Decision<SnapshotRules.Beginning> tryToBegin(
      SnapshotDraft draft, Set<SnapshotRecord> dead) {
    return transactions.writeSnapshot(
        draft.snapshotId(),
        connection -> {
          Optional<SnapshotRecord> found = SnapshotRows.find(connection, draft.snapshotId());
          Decision<SnapshotRules.Beginning> decision = SnapshotRules.begin(found, draft, dead);
          if (decision instanceof Decision.Made<SnapshotRules.Beginning>(var beginning)
              && beginning.claim() != null) {
            SnapshotRows.put(connection, beginning.claim());
          }
          return decision;
        });
  }

  @Override
  public SnapshotRecord complete(SnapshotCompletion completion, String workflowId) {
    return transactions.writeSnapshot(
        completion.snapshotId(),
        connection -> {
          SnapshotRecord existing = require(connection, completion.snapshotId());
          SnapshotRecord created = Completion.of(existing, completion, workflowId);
          sidecars.write(created.snapshotId(), SidecarFormat.write(created));
          SnapshotRows.put(connection, created);
          return created;
        });
  }

  @Override
  public void fail(SnapshotFailure failure, String workflowId) {
    transactions.writeSnapshot(
        failure.snapshotId(),
        connection -> {
          Optional<SnapshotRecord> failed =
              SnapshotRows.find(connection, failure.snapshotId())
                  .flatMap(existing -> SnapshotRules.fail(existing, failure, workflowId));
          if (failed.isPresent()) {
            SnapshotRows.put(connection, failed.get());
            sidecars.delete(failure.snapshotId());
          }
          return failed;
        });
  }

  @Override
  public SnapshotRecord find(String snapshotId) {
    return transactions.read(connection -> require(connection, snapshotId));
  }

  @Override
  public SnapshotList list(ListSnapshotsRequest request) {
    return transactions.read(connection -> SnapshotRows.list(connection, request));
  }

  @Override
  public Optional<SnapshotRecord> newest(SnapshotSpec spec, String host) {
    return transactions.read(
        connection -> SnapshotRows.newest(connection, SubjectKey.of(spec), host));
  }

  @Override
  public SnapshotRecord hold(String snapshotId, boolean hold) {
    return transactions.writeSnapshot(
        snapshotId,
        connection -> {
          SnapshotRecord changed = SnapshotRules.hold(require(connection, snapshotId), hold);
          sidecars.write(snapshotId, SidecarFormat.write(changed));
          SnapshotRows.put(connection, changed);
          return changed;
        });
  }

  @Override
  public List<Candidate> candidates(ApplyRetentionRequest request) {
    return transactions.read(connection -> SnapshotRows.candidates(connection, request));
  }

  @Override
  public SnapshotRecord beginDelete(DeleteSnapshotRequest request, Predicate<String> isRunning) {
    return Decision.settle(isRunning, dead -> tryToDelete(request, dead));
  }

  private Decision<SnapshotRecord> tryToDelete(
      DeleteSnapshotRequest request, Set<SnapshotRecord> dead) {
    return transactions.writeSnapshot(
        request.snapshotId(),
        connection -> {
          SnapshotRecord existing = require(connection, request.snapshotId());
          Decision<SnapshotRecord> decision =
              SnapshotRules.delete(
                  existing, request, RollbackRows.runningSummaries(connection), dead);
          if (decision instanceof Decision.Made<SnapshotRecord>(SnapshotRecord deleting)) {
            SnapshotRows.put(connection, deleting);
          }
          return decision;
        });
  }

  @Override
  public void completeDelete(String snapshotId) {
    transactions.writeSnapshot(
        snapshotId,
        connection -> {
          Optional<SnapshotRecord> row = SnapshotRows.find(connection, snapshotId);
          boolean goes =
              row.isEmpty() || SnapshotRules.status(row.get()) == SnapshotStatus.DELETING;
          if (goes) {
            SnapshotRows.remove(connection, snapshotId);
            sidecars.delete(snapshotId);
          }
          return goes;
        });
  }

  @Override
  public void record(RollbackResult result) {
    transactions.writeSnapshot(
        result.snapshotId(),
        connection -> {
          if (result.status() == RollbackStatus.RUNNING) {
            requireNotDeleting(connection, result);
          }
          RollbackRows.put(connection, result);
          return result;
        });
  }

  private static void requireNotDeleting(Connection connection, RollbackResult result)
      throws SQLException {
    Optional<SnapshotRecord> snapshot = SnapshotRows.find(connection, result.snapshotId());
    if (snapshot.isPresent() && SnapshotRules.status(snapshot.get()) == SnapshotStatus.DELETING) {
      throw Sentences.notRestorable(result.snapshotId(), result.rollbackId());
    }
  }

  @Override
  public RollbackHistory rollbacks(RollbackHistoryRequest request) {
    return transactions.read(connection -> RollbackRows.list(connection, request));
  }

  @Override
  public RollbackResult findRollback(String rollbackId) {
    return transactions.read(
        connection ->
            RollbackRows.find(connection, rollbackId)
                .orElseThrow(() -> Sentences.noRollback(rollbackId)));
  }

  @Override
  public List<RollbackResult> runningRollbacks() {
    return transactions.read(RollbackRows::running);
  }

  @Override
  public FencingToken lock(TargetLock lock) {
    return transactions.writeLocks(
        connection -> {
          var held = new HeldLocks(LockRows.all(connection));
          List<String> targets = held.free(lock.rollbackId(), lock.targets());
          Optional<FencingToken> own = held.tokenOf(lock.rollbackId());
          FencingToken token = own.isPresent() ? own.get() : LockRows.nextToken(connection);
          LockRows.add(connection, lock, targets, token);
          return token;
        });
  }

  @Override
  public void unlock(String rollbackId) {
    transactions.writeLocks(
        connection -> {
          LockRows.remove(connection, rollbackId);
          return rollbackId;
        });
  }

  @Override
  public List<HeldLock> locks() {
    return transactions.read(LockRows::all);
  }

  @Override
  public List<StaleLock> stale(Predicate<String> isRunning) {
    return new HeldLocks(locks()).stale(isRunning);
  }

  @Override
  public CatalogCounts counts() {
    return transactions.read(
        connection ->
            Query.of(
                    """
                    SELECT count(*), coalesce(sum(stored_bytes), 0)::bigint,
                      (SELECT count(*) FROM rollback.rollbacks),
                      (SELECT count(*) FROM rollback.rollbacks WHERE status = 'running')
                    FROM rollback.snapshots WHERE status = 'created'
                    """)
                .first(
                    connection,
                    row ->
                        new CatalogCounts(
                            row.getLong(1), row.getLong(3), row.getLong(4), row.getLong(2)))
                .orElseThrow());
  }

  @Override
  public RebuildReport rebuild() {
    return new Rebuild(sidecars, this::adopt).run();
  }

  @Override
  public List<RebuildReport.Finding> damagedSidecars() {
    return new SidecarReading(sidecars).damaged();
  }

  private Optional<SnapshotRecord> adopt(SnapshotRecord snapshot) {
    return transactions.writeSnapshot(
        snapshot.snapshotId(),
        connection -> {
          Optional<SnapshotRecord> row = SnapshotRows.find(connection, snapshot.snapshotId());
          if (row.isEmpty()) {
            SnapshotRows.put(connection, snapshot);
          }
          return row;
        });
  }

  private static SnapshotRecord require(Connection connection, String snapshotId)
      throws SQLException {
    Optional<SnapshotRecord> found = SnapshotRows.find(connection, snapshotId);
    return found.isPresent()
        ? found.get()
        : throwNotFound(snapshotId, SnapshotRows.newestIds(connection));
  }

  private static SnapshotRecord throwNotFound(String snapshotId, List<String> ids) {
    throw Sentences.notFound(snapshotId, NearMatches.of(snapshotId, ids));
  }
}
