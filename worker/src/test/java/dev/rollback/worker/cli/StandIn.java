package dev.rollback.worker.cli;

import dev.rollback.contract.ApprovalDecision;
import dev.rollback.contract.Changes;
import dev.rollback.contract.CreateSnapshotRequest;
import dev.rollback.contract.DescribeRollbackRequest;
import dev.rollback.contract.ExecuteRollbackRequest;
import dev.rollback.contract.ExecutionResult;
import dev.rollback.contract.ListSnapshotsRequest;
import dev.rollback.contract.Loss;
import dev.rollback.contract.RollbackPlan;
import dev.rollback.contract.RollbackProgress;
import dev.rollback.contract.RollbackResult;
import dev.rollback.contract.RollbackStatus;
import dev.rollback.contract.RollbackType;
import dev.rollback.contract.SnapshotList;
import dev.rollback.contract.SnapshotMetadata;
import dev.rollback.contract.SnapshotRecord;
import dev.rollback.contract.SnapshotSummary;
import dev.rollback.contract.VerificationResults;
import dev.rollback.workflow.CreateSnapshot;
import dev.rollback.workflow.DescribeRollback;
import dev.rollback.workflow.ExecuteRollback;
import dev.rollback.workflow.ListSnapshots;
import dev.rollback.workflow.RollbackManager;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.worker.Worker;
import io.temporal.workflow.Workflow;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Workflows of the contract's types that answer without touching anything. A snapshot's name says
/// how its rollback ends: `partial`, `slow`, `approval`, or well.
final class StandIn {
  static final long STARTED = 1_729_123_456;

  private StandIn() {}

  static void register(Worker worker) {
    worker.registerWorkflowImplementationTypes(
        Creating.class, Executing.class, Listing.class, Describing.class, Managing.class);
  }

  /// Creates, unless the name says `broken`.
  public static final class Creating implements CreateSnapshot {
    private static final SnapshotMetadata WELL =
        new SnapshotMetadata.ConfigurationFiles(Map.of(), 2, false, null, List.of());
    private static final SnapshotMetadata DEGRADED =
        new SnapshotMetadata.FilesystemBackup(
            2,
            1,
            2,
            0,
            0,
            null,
            null,
            null,
            true,
            List.of(new SnapshotMetadata.Shortfall("unreadable", 3, List.of("/srv/secret"))),
            List.of());

    @Override
    public SnapshotRecord createSnapshot(CreateSnapshotRequest request) {
      String id = String.valueOf(request.snapshotId());
      if (id.contains("broken")) {
        SnapshotRecord failed = record(request, id, "failed", "PathNotFound", "No /nowhere there.");
        throw ApplicationFailure.newNonRetryableFailure(
            "No /nowhere there.", "PathNotFound", failed);
      }
      if (id.contains("slow")) {
        Workflow.await(() -> false);
      }
      return record(request, id, "success", null, null);
    }

    private static SnapshotRecord record(
        CreateSnapshotRequest request,
        String id,
        String status,
        @Nullable String errorType,
        @Nullable String error) {
      return new SnapshotRecord(
          status,
          id,
          request.config(),
          STARTED,
          id.contains("degraded") ? DEGRADED : WELL,
          2048,
          512,
          7,
          request.description(),
          request.labels(),
          request.held(),
          request.expiresAt(),
          request.target(),
          "host-a",
          request.requestedBy(),
          List.of(),
          "digest",
          null,
          "snapshot/" + id,
          errorType,
          error);
    }
  }

  /// Rolls back as the snapshot's name says.
  public static final class Executing implements ExecuteRollback {
    private String snapshot = "";
    private String rollback = "";
    private @Nullable String decided;

    @Override
    public RollbackResult executeRollback(ExecuteRollbackRequest request) {
      snapshot = request.snapshotId();
      rollback = String.valueOf(request.rollbackId());
      if (request.plansOnly()) {
        return ended(rollback, snapshot, RollbackStatus.PLANNED, null, null);
      }
      if (snapshot.contains("partial")) {
        throw ApplicationFailure.newNonRetryableFailure(
            "Two files are left.",
            "RollbackPartial",
            ended(
                rollback,
                snapshot,
                RollbackStatus.PARTIAL,
                "RollbackPartial",
                "Two files are left."));
      }
      if (snapshot.contains("slow")) {
        try {
          Workflow.await(() -> false);
        } catch (CanceledFailure cancelled) {
          throw cancelled;
        }
      }
      if (snapshot.contains("approval")) {
        Workflow.await(() -> decided != null);
      }
      return ended(rollback, snapshot, RollbackStatus.COMPLETED, null, null);
    }

    @Override
    public RollbackProgress progress() {
      return new RollbackProgress(rollback, snapshot, "restoring", List.of());
    }

    @Override
    public @Nullable RollbackPlan plan() {
      return null;
    }

    @Override
    public RollbackResult result() {
      return ended(
          rollback, snapshot, RollbackStatus.FAILED, "Cancelled", "All is as it was before.");
    }

    @Override
    public RollbackProgress approve(ApprovalDecision decision) {
      decided = decision.by();
      return progress();
    }

    @Override
    public void validateApprove(ApprovalDecision decision) {
      if (!snapshot.contains("approval")) {
        throw new IllegalStateException("No approval is awaited.");
      }
    }

    @Override
    public RollbackProgress reject(ApprovalDecision decision) {
      return approve(decision);
    }

    @Override
    public void validateReject(ApprovalDecision decision) {
      validateApprove(decision);
    }
  }

  static RollbackResult ended(
      String rollbackId,
      String snapshotId,
      RollbackStatus status,
      @Nullable String errorType,
      @Nullable String error) {
    return new RollbackResult(
        status,
        rollbackId,
        snapshotId,
        STARTED,
        STARTED + 4,
        4,
        List.of(),
        new ExecutionResult(
            "success", "git_reset", "abc123", new Changes(1, 2, 0), List.of(), null, null),
        VerificationResults.SKIPPED,
        4200,
        12,
        plan(snapshotId),
        "safety_1",
        false,
        "somebody",
        null,
        null,
        "rollback/" + rollbackId,
        errorType,
        error);
  }

  static RollbackPlan plan(String snapshotId) {
    return new RollbackPlan(
        "plan-1",
        snapshotId,
        "f1f2",
        new Changes(1, 2, 0),
        List.of(new Loss("uncommitted_file", 2, List.of("a.txt", "b\u001b[31m.txt"))),
        List.of("modify /app/a.txt"),
        List.of("Two files are ignored."),
        List.of());
  }

  /// Three snapshots, whoever asks.
  public static final class Listing implements ListSnapshots {
    @Override
    public SnapshotList listSnapshots(@Nullable ListSnapshotsRequest request) {
      return new SnapshotList("success", List.of(summary("v1"), summary("v2")), 3);
    }
  }

  static SnapshotSummary summary(String id) {
    return new SnapshotSummary(
        id,
        RollbackType.GIT_COMMIT,
        "created",
        STARTED,
        "/srv/" + "long/".repeat(30),
        2048,
        512,
        null,
        Map.of("team", "web"),
        false,
        null,
        "host-a",
        null,
        false);
  }

  /// A rollback with a safety snapshot.
  public static final class Describing implements DescribeRollback {
    @Override
    public RollbackResult describeRollback(DescribeRollbackRequest request) {
      return ended(request.rollbackId(), "v1", RollbackStatus.COMPLETED, null, null);
    }
  }

  /// Echoes its request.
  public static final class Managing implements RollbackManager {
    @Override
    public Map<String, Object> process(@Nullable Object config) {
      boolean known = String.valueOf(config).contains("action");
      return Map.of("status", known ? "success" : "failed", "asked", String.valueOf(config));
    }
  }
}
