package dev.rollback.catalog;

import dev.rollback.contract.RollbackException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/// All locks at one moment, and what they stand against.
final class HeldLocks {
  private final NavigableMap<String, HeldLock> byTarget = new TreeMap<>();

  HeldLocks(Collection<HeldLock> locks) {
    locks.forEach(lock -> byTarget.put(lock.target(), lock));
  }

  /// The targets in their one spelling, in order, without those that the rollback holds already.
  ///
  /// @throws RollbackException `TargetBusy` where another rollback holds one of them, a directory
  ///     above one, or something beneath one
  List<String> free(String rollbackId, Collection<String> targets) {
    var names = new TreeMap<String, TargetName>();
    for (String target : targets) {
      TargetName name = TargetName.of(target);
      names.put(name.text(), name);
    }
    for (TargetName name : names.values()) {
      Optional<HeldLock> conflict = conflict(rollbackId, name);
      if (conflict.isPresent()) {
        throw Sentences.busy(name.text(), conflict.get());
      }
    }
    return names.keySet().stream().filter(target -> !byTarget.containsKey(target)).toList();
  }

  Optional<FencingToken> tokenOf(String rollbackId) {
    return byTarget.values().stream()
        .filter(lock -> lock.rollbackId().equals(rollbackId))
        .map(HeldLock::token)
        .findFirst();
  }

  List<StaleLock> stale(Predicate<String> isRunning) {
    Map<String, List<HeldLock>> byRollback = new LinkedHashMap<>();
    for (HeldLock lock : byTarget.values()) {
      byRollback.computeIfAbsent(lock.rollbackId(), _ -> new ArrayList<>()).add(lock);
    }
    return byRollback.values().stream()
        .filter(locks -> !isRunning.test(locks.getFirst().workflowId()))
        .map(HeldLocks::asStale)
        .toList();
  }

  private static StaleLock asStale(List<HeldLock> locks) {
    HeldLock first = locks.getFirst();
    var targets = new TreeSet<String>();
    locks.forEach(lock -> targets.add(lock.target()));
    return new StaleLock(
        first.rollbackId(), first.workflowId(), first.since(), List.copyOf(targets));
  }

  private Optional<HeldLock> conflict(String rollbackId, TargetName wanted) {
    for (String cover : wanted.coveredBy()) {
      HeldLock lock = byTarget.get(cover);
      if (lock != null && !lock.rollbackId().equals(rollbackId)) {
        return Optional.of(lock);
      }
    }
    String beneath = wanted.beneath();
    return byTarget.tailMap(beneath, true).values().stream()
        .takeWhile(lock -> lock.target().startsWith(beneath))
        .filter(lock -> !lock.rollbackId().equals(rollbackId))
        .findFirst();
  }
}
