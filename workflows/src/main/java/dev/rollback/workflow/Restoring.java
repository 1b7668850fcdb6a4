package dev.rollback.workflow;

import dev.rollback.activity.RestoreOrder;
import dev.rollback.contract.Changes;
import dev.rollback.contract.ExecutionResult;
import dev.rollback.contract.FailureType;
import dev.rollback.contract.GitOptions;
import dev.rollback.contract.RestoreOutcome;
import dev.rollback.contract.RollbackException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Rolls layers back, one after the other, and remembers which it has begun.
final class Restoring {
  private final String operationId;
  private final GitOptions git;
  private final List<LayerStep> begun = new ArrayList<>();
  private final Map<String, RestoreOutcome> outcomes = new LinkedHashMap<>();

  Restoring(String operationId, GitOptions git) {
    this.operationId = operationId;
    this.git = git;
  }

  /// Carries one layer's plan out.
  ///
  /// @throws RollbackException `RollbackFailed` where the layer is only partly at the snapshot
  RestoreOutcome restore(LayerStep step) {
    begun.add(step);
    var terms =
        Terms.changing(step.handle().host(), "Roll back " + LayerSpec.of(step.handle()).display());
    RestoreOutcome outcome =
        LayerStubs.layer(step.handle().spec().type(), terms)
            .executeRollback(
                new RestoreOrder(operationId + "/" + step.name(), step.handle(), step.plan(), git));
    outcomes.put(step.name(), outcome);
    if (outcome instanceof RestoreOutcome.Partial partial) {
      throw new RollbackException(FailureType.ROLLBACK_FAILED, partial.reason());
    }
    return outcome;
  }

  /// Every layer whose restore was ever asked for, the last first: what a revert must look at.
  List<LayerStep> begun() {
    return begun.reversed();
  }

  long downtimeMillis() {
    return outcomes.values().stream()
        .mapToLong(
            each -> each instanceof RestoreOutcome.Restored restored ? restored.downtimeMs() : 0)
        .sum();
  }

  /// @param expected how many layers there are
  /// @param error why it stopped, or null
  ExecutionResult result(int expected, @Nullable String error) {
    boolean all = outcomes.size() == expected && error == null;
    String status = all ? "success" : outcomes.isEmpty() ? "failed" : "partial";
    if (begun.size() == 1 && expected == 1) {
      RestoreOutcome only = outcomes.get(begun.getFirst().name());
      return only == null
          ? new ExecutionResult(status, null, null, null, List.of(), null, error)
          : one(only);
    }
    Map<String, ExecutionResult> members = new LinkedHashMap<>();
    outcomes.forEach((name, outcome) -> members.put(name, one(outcome)));
    return new ExecutionResult(status, "set", null, null, List.of(), members, error);
  }

  static ExecutionResult one(RestoreOutcome outcome) {
    return switch (outcome) {
      case RestoreOutcome.Restored done ->
          new ExecutionResult(
              "success",
              done.method(),
              done.commitHash(),
              done.changes(),
              done.proof(),
              null,
              null);
      case RestoreOutcome.AlreadyInPlace there ->
          new ExecutionResult(
              "success",
              there.method(),
              there.commitHash(),
              Changes.NONE,
              there.proof(),
              null,
              null);
      case RestoreOutcome.Partial partial ->
          new ExecutionResult(
              "partial",
              partial.method(),
              null,
              partial.changes(),
              List.of(),
              null,
              partial.reason());
    };
  }

  /// For the record of steps.
  static Map<String, Object> told(RestoreOutcome outcome) {
    ExecutionResult one = one(outcome);
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("status", one.status());
    if (one.commitHash() != null) {
      told.put("commit_hash", one.commitHash());
    }
    if (outcome instanceof RestoreOutcome.AlreadyInPlace) {
      told.put("already_in_place", true);
    }
    return told;
  }
}
