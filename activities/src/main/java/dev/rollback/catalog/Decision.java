package dev.rollback.catalog;

import dev.rollback.contract.RollbackException;
import dev.rollback.contract.SnapshotRecord;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/// A decision inside a transaction that may hang on whether some workflow still runs, which must be
/// asked outside of it.
sealed interface Decision<T> {

  record Made<T>(T value) implements Decision<T> {}

  /// @param claim of a workflow that may have ended
  /// @param whileRunning the answer where it has not
  record Depends<T>(SnapshotRecord claim, RollbackException whileRunning) implements Decision<T> {}

  /// Tries until the decision is made; each attempt is told which claims are known to be dead.
  static <T> T settle(
      Predicate<String> isRunning, Function<Set<SnapshotRecord>, Decision<T>> attempt) {
    var dead = new HashSet<SnapshotRecord>();
    while (true) {
      switch (attempt.apply(dead)) {
        case Made<T>(T value) -> {
          return value;
        }
        case Depends<T>(SnapshotRecord claim, RollbackException whileRunning) -> {
          if (claim.workflowId() != null && isRunning.test(claim.workflowId())) {
            throw whileRunning;
          }
          dead.add(claim);
        }
      }
    }
  }
}
