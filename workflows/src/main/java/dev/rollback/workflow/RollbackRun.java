package dev.rollback.workflow;

import dev.rollback.activity.TargetLock;
import dev.rollback.contract.Approval;
import dev.rollback.contract.CreateSnapshotRequest;
import dev.rollback.contract.ExecuteRollbackRequest;
import dev.rollback.contract.FailureType;
import dev.rollback.contract.RestoreOutcome;
import dev.rollback.contract.RollbackException;
import dev.rollback.contract.RollbackPlan;
import dev.rollback.contract.SnapshotHandle;
import dev.rollback.contract.SnapshotRecord;
import dev.rollback.contract.SnapshotSpec;
import dev.rollback.contract.VerificationResults;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The steps of a rollback, in their order. What went wrong is thrown; undoing is the caller's.
final class RollbackRun {
  private static final int MOST_PLANS = 5;

  private final ExecuteRollbackRequest request;
  private final RollbackState state;
  private final ApprovalGate gate;
  private final RollbackLedger ledger;
  private List<SnapshotHandle> handles = List.of();
  private List<LayerStep> steps = List.of();
  private boolean exact;
  private int plans;
  private Restoring restoring;
  private @Nullable SnapshotRecord safety;

  RollbackRun(
      ExecuteRollbackRequest request,
      RollbackState state,
      ApprovalGate gate,
      RollbackLedger ledger) {
    this.request = request;
    this.state = state;
    this.gate = gate;
    this.ledger = ledger;
    this.restoring = new Restoring(state.rollbackId, request.gitOrDefault());
  }

  /// Read the snapshot and plan; nothing is changed.
  void look() {
    state.phase("planning");
    SnapshotRecord snapshot = Snapshots.created(state.snapshotId);
    exact = snapshot.safetyFor() != null;
    handles = Planning.chosen(snapshot, request);
    Planning.requireFiles(handles, request);
    state.type(snapshot.config().type());
    plan();
    requireFingerprint();
  }

  /// Everything after the plan.
  void act() {
    approve();
    if (!request.takesSafetySnapshot()) {
      state.detail(SafetySnapshots.ACTION, null, null, Map.of("status", "skipped"));
    }
    ledger.record(state);
    lock();
    secure();
    restore();
    verify();
  }

  private void plan() {
    plans++;
    String planId = plans == 1 ? state.rollbackId : state.rollbackId + "-" + plans;
    steps = Planning.plan(planId, handles, PlanTerms.of(request, exact));
    RollbackPlan plan = Planning.joined(planId, state.snapshotId, steps);
    state.planned(plan);
    steps.forEach(step -> state.layer(step, "planned"));
    state.detail(
        "rollback_plan",
        null,
        null,
        Map.of("plan_id", planId, "changes", plan.changes(), "fingerprint", plan.fingerprint()));
  }

  private void requireFingerprint() {
    RollbackPlan plan = Objects.requireNonNull(state.plan());
    if (request.fingerprint() != null && !request.fingerprint().equals(plan.fingerprint())) {
      throw new RollbackException(
          FailureType.TARGET_CHANGED,
          "The target has changed since the plan with fingerprint %s. Make a new plan."
              .formatted(request.fingerprint()));
    }
  }

  private void approve() {
    Approval terms = request.approval();
    if (terms != null && terms.isRequired()) {
      state.phase("awaiting approval");
      String by = gate.await(Objects.requireNonNull(state.plan()), terms);
      state.approved(by);
      state.detail("rollback_approval", null, null, Map.of("status", "approved", "by", by));
    }
  }

  private void lock() {
    state.phase("locking");
    List<String> targets =
        steps.stream()
            .flatMap(
                step -> step.plan().targets().stream().map(each -> step.plan().host() + ":" + each))
            .distinct()
            .toList();
    boolean waited =
        ledger.lock(
            new TargetLock(state.rollbackId, Workflow.getInfo().getWorkflowId(), targets),
            Duration.ofSeconds(Objects.requireNonNullElse(request.timeout(), 3600L)));
    if (waited && !boundToPlan()) {
      plan();
    }
  }

  /// Whether a person has read this very plan, so that no other may take its place.
  private boolean boundToPlan() {
    return request.fingerprint() != null
        || (request.approval() != null && request.approval().isRequired());
  }

  private void secure() {
    if (!request.takesSafetySnapshot()) {
      return;
    }
    state.phase("securing");
    steps.forEach(step -> state.layer(step, "securing"));
    String id = SafetySnapshots.id(state.rollbackId, plans);
    SnapshotRecord taken = SnapshotCapture.before(state.rollbackId, steps, safetyRequest(id)).run();
    safety = taken;
    state.secured(id);
    state.detail(
        SafetySnapshots.ACTION, null, null, Map.of("status", "success", "snapshot_id", id));
    ledger.record(state);
  }

  private CreateSnapshotRequest safetyRequest(String id) {
    List<SnapshotHandle> saved = handles;
    SnapshotSpec spec =
        saved.getFirst().member() == null
            ? saved.getFirst().spec()
            : new SnapshotSpec.Set(
                saved.stream()
                    .map(each -> new SnapshotSpec.Member(each.displayName(), each.spec()))
                    .toList(),
                null,
                null);
    return SafetySnapshots.request(id, state, spec, saved.getFirst().host(), request.requestedBy());
  }

  private void restore() {
    state.phase("restoring");
    for (int i = 0; i < steps.size(); i++) {
      LayerStep step = steps.get(i);
      state.layer(step, "restoring");
      if (!restored(step, i == 0)) {
        replan();
        i = -1;
      }
    }
    state.executed(restoring.result(steps.size(), null), restoring.downtimeMillis());
  }

  /// False where the very first layer has moved since planning, so that nothing is touched yet and
  /// another plan may be made.
  private boolean restored(LayerStep step, boolean first) {
    try {
      RestoreOutcome outcome = restoring.restore(step);
      state.layer(step, "restored");
      state.detail(
          "rollback_execution", outcome.method(), step.handle().member(), Restoring.told(outcome));
      return true;
    } catch (TemporalFailure failure) {
      if (Outcomes.isCancel(failure)) {
        throw failure;
      }
      RollbackException why = Failures.translate(failure);
      if (first
          && why.type() == FailureType.TARGET_CHANGED
          && !boundToPlan()
          && plans < MOST_PLANS) {
        return false;
      }
      state.layer(step, "failed");
      state.executed(restoring.result(steps.size(), why.sentence()), restoring.downtimeMillis());
      throw failure;
    }
  }

  private void replan() {
    restoring = new Restoring(state.rollbackId, request.gitOrDefault());
    plan();
    secure();
    state.phase("restoring");
  }

  private void verify() {
    state.phase("verifying");
    VerificationResults results = Verification.run(request, handles);
    state.verified(results);
    state.detail(
        "rollback_verification",
        null,
        null,
        Map.of("status", results.status(), "passed", results.passed(), "total", results.total()));
    if (!results.nothingFailed()) {
      String failed =
          results.results().stream()
              .filter(each -> !each.passed())
              .map(each -> each.test() + (each.error() == null ? "" : " (" + each.error() + ")"))
              .collect(Collectors.joining(", "));
      throw new RollbackException(
          FailureType.VERIFICATION_FAILED,
          "%d of %d tests did not pass: %s."
              .formatted(results.total() - results.passed(), results.total(), cut(failed)));
    }
  }

  private static String cut(String text) {
    return text.length() <= 1000 ? text : text.substring(0, 999) + "…";
  }

  /// The layers whose restore was ever begun, the last first.
  List<SnapshotHandle> begun() {
    return restoring.begun().stream().map(LayerStep::handle).toList();
  }

  /// The undo, or null where none was taken.
  @Nullable SnapshotRecord safety() {
    return safety;
  }
}
