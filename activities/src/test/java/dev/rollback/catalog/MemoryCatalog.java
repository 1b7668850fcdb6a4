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
import dev.rollback.contract.RollbackSummary;
import dev.rollback.contract.SnapshotList;
import dev.rollback.contract.SnapshotRecord;
import dev.rollback.contract.SnapshotSpec;
import dev.rollback.contract.SnapshotStatus;
import dev.rollback.contract.SnapshotSummary;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// A catalogue that is gone with its process: for tests that need one and no database.
public final class MemoryCatalog implements Catalog {
  private final Map<String, SnapshotRecord> snapshots = new TreeMap<>();
  private final Map<String, RollbackResult> rollbacks = new TreeMap<>();
  private final List<HeldLock> locks = new ArrayList<>();
  private final SidecarFiles sidecars;
  private final Clock clock;
  private long lastToken;

  public MemoryCatalog(SidecarFiles sidecars, Clock clock) {
    this.sidecars = sidecars;
    this.clock = clock;
  }

  @Override
  public Optional<SnapshotRecord> begin(SnapshotDraft draft, Predicate<String> isRunning) {
    return Optional.ofNullable(
        Decision.settle(isRunning, dead -> tryToBegin(draft, dead)).existing());
  }

  private synchronized Decision<SnapshotRules.Beginning> tryToBegin(
      SnapshotDraft draft, Set<SnapshotRecord> dead) {
    Decision<SnapshotRules.Beginning> decision =
        SnapshotRules.begin(Optional.ofNullable(snapshots.get(draft.snapshotId())), draft, dead);
    if (decision instanceof Decision.Made<SnapshotRules.Beginning>(var beginning)
        && beginning.claim() != null) {
      put(beginning.claim());
    }
    return decision;
  }

  @Override
  public synchronized SnapshotRecord complete(SnapshotCompletion completion, String workflowId) {
    SnapshotRecord created = Completion.of(find(completion.snapshotId()), completion, workflowId);
    sidecars.write(created.snapshotId(), SidecarFormat.write(created));
    put(created);
    return created;
  }

  @Override
  public synchronized void fail(SnapshotFailure failure, String workflowId) {
    Optional.ofNullable(snapshots.get(failure.snapshotId()))
        .flatMap(existing -> SnapshotRules.fail(existing, failure, workflowId))
        .ifPresent(
            failed -> {
              put(failed);
              sidecars.delete(failed.snapshotId());
            });
  }

  @Override
  public synchronized SnapshotRecord find(String snapshotId) {
    SnapshotRecord found = snapshots.get(snapshotId);
    if (found == null) {
      throw Sentences.notFound(snapshotId, NearMatches.of(snapshotId, snapshots.keySet()));
    }
    return found;
  }

  @Override
  public synchronized SnapshotList list(ListSnapshotsRequest request) {
    List<SnapshotSummary> matching =
        snapshots.values().stream()
            .filter(snapshot -> matches(snapshot, request))
            .sorted(
                Comparator.comparingLong(SnapshotRecord::createdAt)
                    .thenComparing(SnapshotRecord::snapshotId)
                    .reversed())
            .map(Summaries::of)
            .toList();
    return new SnapshotList(
        "success",
        page(matching.stream(), request.offsetOrDefault(), request.limitOrDefault()),
        matching.size());
  }

  private static boolean matches(SnapshotRecord snapshot, ListSnapshotsRequest request) {
    return (request.type() == null || snapshot.config().type() == request.type())
        && (request.status() == null || snapshot.status().equals(request.status()))
        && snapshot.labels().entrySet().containsAll(request.labels().entrySet())
        && (request.since() == null || snapshot.createdAt() >= request.since())
        && (!Boolean.FALSE.equals(request.includeSafety()) || snapshot.safetyFor() == null);
  }

  @Override
  public synchronized Optional<SnapshotRecord> newest(SnapshotSpec spec, String host) {
    String key = SubjectKey.of(spec);
    return snapshots.values().stream()
        .filter(
            snapshot ->
                SnapshotRules.status(snapshot) == SnapshotStatus.CREATED
                    && snapshot.safetyFor() == null
                    && host.equals(snapshot.host())
                    && key.equals(SubjectKey.of(snapshot.config())))
        .max(
            Comparator.comparingLong(SnapshotRecord::createdAt)
                .thenComparing(SnapshotRecord::snapshotId));
  }

  @Override
  public synchronized SnapshotRecord hold(String snapshotId, boolean hold) {
    SnapshotRecord changed = SnapshotRules.hold(find(snapshotId), hold);
    sidecars.write(snapshotId, SidecarFormat.write(changed));
    put(changed);
    return changed;
  }

  @Override
  public synchronized List<Candidate> candidates(ApplyRetentionRequest request) {
    return snapshots.values().stream()
        .filter(
            snapshot ->
                SnapshotRules.status(snapshot) == SnapshotStatus.CREATED
                    || SnapshotRules.status(snapshot) == SnapshotStatus.DELETING)
        .filter(
            snapshot ->
                (request.type() == null || snapshot.config().type() == request.type())
                    && (request.host() == null || request.host().equals(snapshot.host()))
                    && snapshot.labels().entrySet().containsAll(request.labels().entrySet()))
        .sorted(
            Comparator.comparingLong(SnapshotRecord::createdAt)
                .thenComparing(SnapshotRecord::snapshotId)
                .reversed())
        .map(each -> new Candidate(Summaries.of(each), SubjectKey.of(each.config())))
        .toList();
  }

  @Override
  public SnapshotRecord beginDelete(DeleteSnapshotRequest request, Predicate<String> isRunning) {
    return Decision.settle(isRunning, dead -> tryToDelete(request, dead));
  }

  private synchronized Decision<SnapshotRecord> tryToDelete(
      DeleteSnapshotRequest request, Set<SnapshotRecord> dead) {
    List<RollbackSummary> running = runningRollbacks().stream().map(Summaries::of).toList();
    Decision<SnapshotRecord> decision =
        SnapshotRules.delete(find(request.snapshotId()), request, running, dead);
    if (decision instanceof Decision.Made<SnapshotRecord>(SnapshotRecord deleting)) {
      put(deleting);
    }
    return decision;
  }

  @Override
  public synchronized void completeDelete(String snapshotId) {
    SnapshotRecord row = snapshots.get(snapshotId);
    if (row == null || SnapshotRules.status(row) == SnapshotStatus.DELETING) {
      snapshots.remove(snapshotId);
      sidecars.delete(snapshotId);
    }
  }

  @Override
  public synchronized void record(RollbackResult result) {
    SnapshotRecord snapshot = snapshots.get(result.snapshotId());
    if (result.status() == RollbackStatus.RUNNING
        && snapshot != null
        && SnapshotRules.status(snapshot) == SnapshotStatus.DELETING) {
      throw Sentences.notRestorable(result.snapshotId(), result.rollbackId());
    }
    rollbacks.merge(
        result.rollbackId(),
        result,
        (old, later) -> old.status() == RollbackStatus.RUNNING ? later : old);
  }

  @Override
  public synchronized RollbackHistory rollbacks(RollbackHistoryRequest request) {
    List<RollbackSummary> matching =
        rollbacks.values().stream()
            .filter(
                result ->
                    (request.snapshotId() == null
                            || result.snapshotId().equals(request.snapshotId()))
                        && (request.status() == null || result.status() == request.status())
                        && (request.since() == null || result.startedAt() >= request.since()))
            .sorted(
                Comparator.comparingLong(RollbackResult::startedAt)
                    .thenComparing(RollbackResult::rollbackId)
                    .reversed())
            .map(Summaries::of)
            .toList();
    return new RollbackHistory(
        "success",
        page(matching.stream(), request.offsetOrDefault(), request.limitOrDefault()),
        matching.size());
  }

  @Override
  public synchronized RollbackResult findRollback(String rollbackId) {
    RollbackResult found = rollbacks.get(rollbackId);
    if (found == null) {
      throw Sentences.noRollback(rollbackId);
    }
    return found;
  }

  @Override
  public synchronized List<RollbackResult> runningRollbacks() {
    return rollbacks.values().stream()
        .filter(result -> result.status() == RollbackStatus.RUNNING)
        .sorted(
            Comparator.comparingLong(RollbackResult::startedAt)
                .thenComparing(RollbackResult::rollbackId))
        .toList();
  }

  @Override
  public synchronized FencingToken lock(TargetLock lock) {
    var held = new HeldLocks(locks);
    List<String> targets = held.free(lock.rollbackId(), lock.targets());
    FencingToken token =
        held.tokenOf(lock.rollbackId()).orElseGet(() -> new FencingToken(++lastToken));
    long now = clock.instant().getEpochSecond();
    targets.forEach(
        target ->
            locks.add(new HeldLock(target, lock.rollbackId(), lock.workflowId(), now, token)));
    return token;
  }

  @Override
  public synchronized void unlock(String rollbackId) {
    locks.removeIf(lock -> lock.rollbackId().equals(rollbackId));
  }

  @Override
  public synchronized List<HeldLock> locks() {
    return locks.stream().sorted(Comparator.comparing(HeldLock::target)).toList();
  }

  @Override
  public List<StaleLock> stale(Predicate<String> isRunning) {
    return new HeldLocks(locks()).stale(isRunning);
  }

  @Override
  public synchronized CatalogCounts counts() {
    List<SnapshotRecord> created =
        snapshots.values().stream()
            .filter(snapshot -> SnapshotRules.status(snapshot) == SnapshotStatus.CREATED)
            .toList();
    return new CatalogCounts(
        created.size(),
        rollbacks.size(),
        runningRollbacks().size(),
        created.stream().mapToLong(SnapshotRecord::storedBytes).sum());
  }

  @Override
  public RebuildReport rebuild() {
    return new Rebuild(sidecars, this::adopt).run();
  }

  @Override
  public List<RebuildReport.Finding> damagedSidecars() {
    return new SidecarReading(sidecars).damaged();
  }

  private synchronized Optional<SnapshotRecord> adopt(SnapshotRecord snapshot) {
    return Optional.ofNullable(snapshots.putIfAbsent(snapshot.snapshotId(), snapshot));
  }

  private void put(SnapshotRecord snapshot) {
    snapshots.put(snapshot.snapshotId(), snapshot);
  }

  private static <T> List<T> page(Stream<T> all, int offset, int limit) {
    return all.skip(offset).limit(limit).toList();
  }
}
