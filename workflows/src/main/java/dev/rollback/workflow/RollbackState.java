package dev.rollback.workflow;

import dev.rollback.contract.ExecuteRollbackRequest;
import dev.rollback.contract.ExecutionResult;
import dev.rollback.contract.RollbackException;
import dev.rollback.contract.RollbackPlan;
import dev.rollback.contract.RollbackProgress;
import dev.rollback.contract.RollbackResult;
import dev.rollback.contract.RollbackStatus;
import dev.rollback.contract.RollbackType;
import dev.rollback.contract.TechnicalDetail;
import dev.rollback.contract.VerificationResults;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// All that a rollback has come to so far: what queries show and what the result says.
final class RollbackState {
  final String rollbackId;
  final String snapshotId;
  final long startedAtMillis;
  private final ExecuteRollbackRequest request;
  private final List<TechnicalDetail> details = new ArrayList<>();
  private final Map<String, RollbackProgress.LayerProgress> layers = new LinkedHashMap<>();
  private @Nullable RollbackType type;
  private String phase = "starting";
  private @Nullable RollbackPlan plan;
  private ExecutionResult execution = ExecutionResult.skipped();
  private VerificationResults verification = VerificationResults.SKIPPED;
  private long downtimeMillis;
  private @Nullable String safetySnapshotId;
  private @Nullable String approvedBy;
  private RollbackStatus status = RollbackStatus.RUNNING;
  private boolean reverted;
  private @Nullable RollbackException error;
  private @Nullable Long completedAtMillis;

  RollbackState(String rollbackId, ExecuteRollbackRequest request) {
    this.rollbackId = rollbackId;
    this.snapshotId = request.snapshotId();
    this.request = request;
    this.startedAtMillis = Workflow.currentTimeMillis();
  }

  void phase(String phase) {
    this.phase = phase;
    Workflow.setCurrentDetails("Rollback to **%s**: %s".formatted(snapshotId, phase));
  }

  String phase() {
    return phase;
  }

  void layer(LayerStep step, String phase) {
    long total = step.plan().changes().total();
    boolean done = phase.equals("restored") || phase.equals("reverted");
    layers.put(
        step.name(),
        new RollbackProgress.LayerProgress(
            step.name(), step.handle().spec().type(), phase, done ? total : 0, total));
  }

  void type(RollbackType type) {
    this.type = type;
  }

  /// Null until the snapshot was found.
  @Nullable RollbackType type() {
    return type;
  }

  void planned(RollbackPlan plan) {
    this.plan = plan;
  }

  @Nullable RollbackPlan plan() {
    return plan;
  }

  void secured(String safetySnapshotId) {
    this.safetySnapshotId = safetySnapshotId;
  }

  @Nullable String safetySnapshotId() {
    return safetySnapshotId;
  }

  void approved(String by) {
    this.approvedBy = by;
  }

  void executed(ExecutionResult execution, long downtimeMillis) {
    this.execution = execution;
    this.downtimeMillis = downtimeMillis;
  }

  void verified(VerificationResults verification) {
    this.verification = verification;
  }

  void detail(
      String action, @Nullable String method, @Nullable String member, Map<String, Object> result) {
    details.add(
        new TechnicalDetail(action, method, member, result, Workflow.currentTimeMillis() / 1000));
  }

  /// The end, once.
  void ended(RollbackStatus status, boolean reverted, @Nullable RollbackException error) {
    this.status = status;
    this.reverted = reverted;
    this.error = error;
    this.completedAtMillis = Workflow.currentTimeMillis();
    phase(status.wireName());
  }

  RollbackProgress progress() {
    return new RollbackProgress(rollbackId, snapshotId, phase, List.copyOf(layers.values()));
  }

  RollbackResult result() {
    long endMillis = completedAtMillis == null ? startedAtMillis : completedAtMillis;
    return new RollbackResult(
        status,
        rollbackId,
        snapshotId,
        startedAtMillis / 1000,
        completedAtMillis == null ? null : completedAtMillis / 1000,
        endMillis / 1000 - startedAtMillis / 1000,
        details,
        execution,
        verification,
        endMillis - startedAtMillis,
        downtimeMillis,
        plan,
        safetySnapshotId,
        reverted,
        request.requestedBy(),
        request.reason(),
        approvedBy,
        Workflow.getInfo().getWorkflowId(),
        error == null ? null : error.type().wireName(),
        error == null ? null : error.sentence());
  }
}
