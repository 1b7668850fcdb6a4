package dev.rollback.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rollback.contract.Approval;
import dev.rollback.contract.ApprovalDecision;
import dev.rollback.contract.CreateSnapshotRequest;
import dev.rollback.contract.DescribeRollbackRequest;
import dev.rollback.contract.ExecuteRollbackRequest;
import dev.rollback.contract.FailureType;
import dev.rollback.contract.OnFailure;
import dev.rollback.contract.RestoreMode;
import dev.rollback.contract.RollbackPlan;
import dev.rollback.contract.RollbackResult;
import dev.rollback.contract.RollbackStatus;
import dev.rollback.contract.SnapshotSpec;
import dev.rollback.contract.Validation;
import dev.rollback.contract.VerificationTest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ExecuteRollbackTest {
  private static final VerificationTest EXISTS = new VerificationTest.FileExists("/etc/app", null);

  private World world = new World();

  @BeforeEach
  void snapshots() {
    world.configuration.targets.put("/etc/app", "good");
    world.git.targets.put("/src", "good");
    create("files", SnapshotSpec.Configuration.of("/etc/app"));
    create(
        "all",
        SnapshotSpec.Set.of(
            new SnapshotSpec.Member("code", SnapshotSpec.GitCommit.of("/src")),
            new SnapshotSpec.Member("files", SnapshotSpec.Configuration.of("/etc/app"))));
    world.configuration.targets.put("/etc/app", "bad");
    world.git.targets.put("/src", "bad");
  }

  @AfterEach
  void close() {
    world.close();
  }

  private void create(String id, SnapshotSpec spec) {
    world
        .stub(CreateSnapshot.class, "snapshot/" + id)
        .createSnapshot(CreateSnapshotRequest.of(id, spec));
  }

  private ExecuteRollback stub(String id) {
    return world.stub(ExecuteRollback.class, "rollback/" + id);
  }

  private RollbackResult failed(String id, ExecuteRollbackRequest request) {
    return details(
        catchThrowableOfType(
            WorkflowFailedException.class, () -> stub(id).executeRollback(request)));
  }

  private static RollbackResult details(@Nullable WorkflowFailedException failed) {
    var cause = (ApplicationFailure) Objects.requireNonNull(failed).getCause();
    return Objects.requireNonNull(cause).getDetails().get(0, RollbackResult.class);
  }

  private static ExecuteRollbackRequest request(
      String snapshotId,
      @Nullable OnFailure onFailure,
      @Nullable Boolean safety,
      @Nullable Approval approval,
      @Nullable Long timeout,
      VerificationTest... tests) {
    return new ExecuteRollbackRequest(
        snapshotId,
        new Validation(List.of(tests)),
        null,
        null,
        List.of(),
        List.of(),
        safety,
        onFailure,
        null,
        timeout,
        approval,
        "because",
        "me",
        null,
        null);
  }

  private static void await(BooleanSupplier condition) {
    Instant deadline = Instant.now().plus(Duration.ofSeconds(30));
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).as("deadline").isBefore(deadline);
      Thread.onSpinWait();
    }
  }

  @Test
  void theTargetIsPutBackTestedRecordedAndUnlocked() {
    RollbackResult result = stub("r1").executeRollback(ExecuteRollbackRequest.of("files", EXISTS));

    assertThat(result.status()).isEqualTo(RollbackStatus.COMPLETED);
    assertThat(world.configuration.targets).containsEntry("/etc/app", "good");
    assertThat(result.verificationResults().passed()).isEqualTo(1);
    assertThat(result.executionResult().status()).isEqualTo("success");
    assertThat(world.catalog.rollback("r1").status()).isEqualTo(RollbackStatus.COMPLETED);
    assertThat(world.catalog.locks).isEmpty();
  }

  @Test
  void aSafetySnapshotIsToldThePlanThatItIsTheUndoOf() {
    RollbackResult result = stub("planned").executeRollback(ExecuteRollbackRequest.of("all"));

    var plans = Objects.requireNonNull(result.plan()).layers();
    assertThat(world.git.captures.getLast().plan()).isEqualTo(plans.getLast());
    assertThat(world.configuration.captures.getLast().plan()).isEqualTo(plans.getFirst());
    assertThat(world.git.captures.getFirst().plan()).isNull();
  }

  @Test
  void howFarFilesAreRolledBackReachesThePlan() {
    world.fileSystem.targets.put("/srv", "good");
    create("trees", SnapshotSpec.FileSystem.of("/srv"));

    stub("overlay").executeRollback(ofFiles("trees", RestoreMode.OVERLAY, true));

    assertThat(world.fileSystem.plans.getLast().mode()).isEqualTo(RestoreMode.OVERLAY);
    assertThat(world.fileSystem.plans.getLast().verifyContent()).isTrue();
  }

  @Test
  void aModeForFilesIsRefusedWhereAnotherLayerIsRolledBack() {
    RollbackResult result = failed("mixed", ofFiles("all", RestoreMode.OVERLAY, null));

    assertThat(result.errorType()).isEqualTo("InvalidRequest");
    assertThat(result.error()).contains("mode", "configuration");
  }

  private static ExecuteRollbackRequest ofFiles(
      String snapshotId, RestoreMode mode, @Nullable Boolean verifyContent) {
    return new ExecuteRollbackRequest(
        snapshotId,
        null,
        null,
        null,
        List.of(),
        List.of(),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        mode,
        verifyContent);
  }

  @Test
  void noTestsAreNeverAClaimOfSuccess() {
    RollbackResult result = stub("r").executeRollback(ExecuteRollbackRequest.of("files"));

    assertThat(result.verificationResults().status()).isEqualTo("skipped");
  }

  @Test
  void aDryRunAnswersThePlanAndChangesNothing() {
    var request =
        new ExecuteRollbackRequest(
            "files", null, null, true, List.of(), List.of(), null, null, null, null, null, null,
            null, null, null);

    RollbackResult result = stub("dry").executeRollback(request);

    assertThat(result.status()).isEqualTo(RollbackStatus.PLANNED);
    assertThat(Objects.requireNonNull(result.plan()).changes().modify()).isEqualTo(1);
    assertThat(world.configuration.targets).containsEntry("/etc/app", "bad");
    assertThat(world.catalog.rollbacks).isEmpty();
  }

  @Test
  void undoingPutsBackWhatTheRollbackReplaced() {
    RollbackResult done = stub("r").executeRollback(ExecuteRollbackRequest.of("files"));

    stub("u")
        .executeRollback(
            ExecuteRollbackRequest.of(Objects.requireNonNull(done.safetySnapshotId())));

    assertThat(world.configuration.targets).containsEntry("/etc/app", "bad");
  }

  @Test
  void aFailedTestPutsEverythingBack() {
    world.failingTests.add("file_exists");

    RollbackResult result = failed("r", ExecuteRollbackRequest.of("all", EXISTS));

    assertThat(result.status()).isEqualTo(RollbackStatus.FAILED);
    assertThat(result.errorType()).isEqualTo("VerificationFailed");
    assertThat(result.reverted()).isTrue();
    assertThat(world.configuration.targets).containsEntry("/etc/app", "bad");
    assertThat(world.git.targets).containsEntry("/src", "bad");
    assertThat(world.catalog.locks).isEmpty();
  }

  @Test
  void aFailedTestIsLeftWhereThatIsAsked() {
    world.failingTests.add("file_exists");

    RollbackResult result =
        failed("r", request("files", OnFailure.LEAVE, null, null, null, EXISTS));

    assertThat(result.status()).isEqualTo(RollbackStatus.PARTIAL);
    assertThat(world.configuration.targets).containsEntry("/etc/app", "good");
    assertThat(world.catalog.locks).isEmpty();
  }

  @Test
  void aMemberThatFailsTakesTheOthersBack() {
    world.git.failures.put("restore /src", FailureType.INSUFFICIENT_DISK_SPACE);

    RollbackResult result = failed("r", ExecuteRollbackRequest.of("all"));

    assertThat(result.status()).isEqualTo(RollbackStatus.PARTIAL);
    assertThat(world.configuration.targets).containsEntry("/etc/app", "bad");
    assertThat(result.error()).contains("restore /src failed");
  }

  @Test
  void aRestoreThatFailedAfterChangingIsPutBack() {
    world.configuration.failures.put("after restore /etc/app", FailureType.INSUFFICIENT_DISK_SPACE);

    RollbackResult result = failed("r", ExecuteRollbackRequest.of("files"));

    assertThat(result.status()).isEqualTo(RollbackStatus.FAILED);
    assertThat(result.errorType()).isEqualTo("InsufficientDiskSpace");
    assertThat(result.reverted()).isTrue();
    assertThat(world.configuration.targets).containsEntry("/etc/app", "bad");
  }

  @Test
  void withoutASafetySnapshotAFailureAfterChangingIsToldAsPartial() {
    world.failingTests.add("file_exists");

    RollbackResult result = failed("r", request("files", null, false, null, null, EXISTS));

    assertThat(result.status()).isEqualTo(RollbackStatus.PARTIAL);
    assertThat(result.reverted()).isFalse();
    assertThat(world.catalog.snapshots).containsOnlyKeys("files", "all");
  }

  @Test
  void anUnknownSnapshotIsRefusedAndRecorded() {
    RollbackResult result = failed("r", ExecuteRollbackRequest.of("nothing"));

    assertThat(result.status()).isEqualTo(RollbackStatus.FAILED);
    assertThat(result.errorType()).isEqualTo("SnapshotNotFound");
    assertThat(world.catalog.rollback("r").errorType()).isEqualTo("SnapshotNotFound");
  }

  @Test
  void aTargetThatMovedSincePlanningIsPlannedAgain() {
    world.configuration.before.put(
        "capture /etc/app",
        () -> {
          if (world.configuration.targets.replace("/etc/app", "bad", "worse")) {
            return;
          }
        });

    RollbackResult result = stub("r").executeRollback(ExecuteRollbackRequest.of("files"));

    assertThat(result.status()).isEqualTo(RollbackStatus.COMPLETED);
    assertThat(world.configuration.targets).containsEntry("/etc/app", "good");
  }

  @Test
  void aPlanThatAPersonReadIsNeverReplacedByAnother() {
    var request =
        new ExecuteRollbackRequest(
            "files",
            null,
            null,
            null,
            List.of(),
            List.of(),
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            "read-yesterday",
            null);

    assertThat(failed("r", request).errorType()).isEqualTo("TargetChanged");
    assertThat(world.configuration.targets).containsEntry("/etc/app", "bad");
  }

  @Test
  void aSecondRollbackWaitsForTheTarget() {
    world.catalog.locks.put("here:/etc/app", "other");
    ExecuteRollback stub = stub("r");
    WorkflowClient.start(stub::executeRollback, ExecuteRollbackRequest.of("files"));
    await(() -> phase(stub).equals("locking"));

    world.catalog.locks.clear();

    assertThat(result(stub).status()).isEqualTo(RollbackStatus.COMPLETED);
  }

  private static String phase(ExecuteRollback stub) {
    try {
      return stub.progress().phase();
    } catch (RuntimeException notYet) {
      return "unknown";
    }
  }

  private static RollbackResult result(ExecuteRollback stub) {
    return WorkflowStub.fromTyped(stub).getResult(RollbackResult.class);
  }

  @Test
  void cancellingWhileRestoringPutsBackAndUnlocks() {
    world.configuration.endless.add("/etc/app");
    ExecuteRollback stub = stub("r");
    WorkflowClient.start(stub::executeRollback, ExecuteRollbackRequest.of("files"));
    await(() -> world.configuration.calls.contains("restore /etc/app"));
    WorkflowStub.fromTyped(stub).cancel();
    await(
        () -> {
          boolean stopped = phase(stub).equals("reverting");
          if (stopped) {
            world.configuration.endless.clear();
          }
          return stopped;
        });

    assertThatThrownBy(() -> result(stub))
        .isInstanceOf(WorkflowFailedException.class)
        .hasCauseInstanceOf(CanceledFailure.class);
    assertThat(world.catalog.rollback("r").reverted()).isTrue();
    assertThat(world.catalog.locks).isEmpty();
    assertThat(stub.result().status()).isEqualTo(RollbackStatus.FAILED);
  }

  @Test
  void aRollbackThatTakesTooLongIsPutBack() {
    world.catalog.locks.put("here:/etc/app", "other");

    RollbackResult result = failed("r", request("files", null, null, null, 2L));

    assertThat(result.status()).isEqualTo(RollbackStatus.FAILED);
    assertThat(result.errorType()).isIn("Timeout", "TargetBusy");
    assertThat(world.configuration.targets).containsEntry("/etc/app", "bad");
    assertThat(world.catalog.locks).containsOnlyKeys("here:/etc/app");
  }

  @Test
  void anApprovedPlanIsCarriedOut() {
    ExecuteRollback stub = stub("r");
    WorkflowClient.start(
        stub::executeRollback, request("files", null, null, new Approval(true, null), null));
    await(() -> phase(stub).equals("awaiting approval"));
    RollbackPlan plan = Objects.requireNonNull(stub.plan());

    stub.approve(new ApprovalDecision("boss", null, plan.fingerprint()));

    assertThat(result(stub).approvedBy()).isEqualTo("boss");
    assertThat(world.configuration.targets).containsEntry("/etc/app", "good");
  }

  @Test
  void aRejectedPlanChangesNothing() {
    ExecuteRollback stub = stub("r");
    WorkflowClient.start(
        stub::executeRollback, request("files", null, null, new Approval(true, null), null));
    await(() -> phase(stub).equals("awaiting approval"));

    stub.reject(new ApprovalDecision("boss", "too risky", null));

    RollbackResult result =
        details(catchThrowableOfType(WorkflowFailedException.class, () -> result(stub)));
    assertThat(result.errorType()).isEqualTo("Rejected");
    assertThat(result.error()).contains("boss", "too risky");
    assertThat(world.configuration.targets).containsEntry("/etc/app", "bad");
  }

  @Test
  void anApprovalOfAnotherPlanOrByNobodyIsRefused() {
    ExecuteRollback stub = stub("r");
    WorkflowClient.start(
        stub::executeRollback, request("files", null, null, new Approval(true, null), null));
    await(() -> phase(stub).equals("awaiting approval"));

    assertThatThrownBy(() -> stub.approve(new ApprovalDecision(" ", null, null)))
        .isInstanceOf(WorkflowUpdateException.class);
    assertThatThrownBy(() -> stub.approve(new ApprovalDecision("boss", null, "other")))
        .isInstanceOf(WorkflowUpdateException.class);
    stub.reject(new ApprovalDecision("boss", null, null));
  }

  @Test
  void nobodyDecidingInTimeChangesNothing() {
    RollbackResult result = failed("r", request("files", null, null, new Approval(true, 1L), null));

    assertThat(result.errorType()).isEqualTo("Timeout");
    assertThat(world.configuration.targets).containsEntry("/etc/app", "bad");
  }

  @Test
  void aTerminatedRollbackIsPutBackByTheReconciler() {
    world.configuration.endless.add("/etc/app");
    ExecuteRollback stub = stub("r");
    WorkflowClient.start(stub::executeRollback, ExecuteRollbackRequest.of("files"));
    await(() -> world.configuration.calls.contains("restore /etc/app"));
    WorkflowStub.fromTyped(stub).terminate("out of patience");
    world.configuration.endless.clear();
    world.configuration.targets.put("/etc/app", "half");

    RollbackResult result =
        world
            .stub(ReconcileRollback.class, "reconcile/r")
            .reconcileRollback(new DescribeRollbackRequest("r"));

    assertThat(result.status()).isEqualTo(RollbackStatus.FAILED);
    assertThat(result.reverted()).isTrue();
    assertThat(world.configuration.targets).containsEntry("/etc/app", "bad");
    assertThat(world.catalog.locks).isEmpty();
  }

  @Test
  void someMembersOfASetCanBeRolledBackAlone() {
    var request =
        new ExecuteRollbackRequest(
            "all",
            null,
            null,
            null,
            List.of("code"),
            List.of(),
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null);

    stub("r").executeRollback(request);

    assertThat(world.git.targets).containsEntry("/src", "good");
    assertThat(world.configuration.targets).containsEntry("/etc/app", "bad");
  }
}
