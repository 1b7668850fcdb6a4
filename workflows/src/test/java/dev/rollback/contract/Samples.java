package dev.rollback.contract;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One fully filled record of each kind that crosses the wire.
final class Samples {
  static final SnapshotSpec.GitCommit GIT =
      new SnapshotSpec.GitCommit(
          "/app/source", "main", List.of("/etc/app/config.yml"), true, false);
  static final SnapshotSpec.Configuration FILES =
      new SnapshotSpec.Configuration(List.of("/etc/app", "/opt/*.conf"), "/backups/configs");
  static final SnapshotSpec.FileSystem TREES =
      new SnapshotSpec.FileSystem(
          List.of("/srv/www", "/etc"),
          "/backups/trees",
          List.of("*.tmp", "!keep.tmp"),
          true,
          "nightly-1",
          false,
          true,
          false);
  private static final Retention POLICY =
      new Retention(7, 24, 7, 5, 12, -1, "30d", List.of("release,web"), "90d", "Europe/Vienna");
  static final SnapshotSpec.Set SET =
      new SnapshotSpec.Set(
          List.of(new SnapshotSpec.Member("code", GIT), new SnapshotSpec.Member("files", FILES)),
          List.of("code", "files"),
          4);
  private static final FileFacts FACTS =
      new FileFacts("ab".repeat(32), 12, "0644", "root", "root", 1_729_123_456, "file");
  private static final SnapshotMetadata GIT_METADATA =
      new SnapshotMetadata.GitCommit(
          "abc123def456",
          "/app/source",
          "main",
          false,
          false,
          "origin/main",
          "sha1",
          2,
          1,
          Map.of("lib", "def456"),
          Map.of("/etc/app/config.yml", FACTS),
          false,
          List.of("1 empty directory is not captured"));
  private static final SnapshotMetadata FILES_METADATA =
      new SnapshotMetadata.ConfigurationFiles(
          Map.of("/etc/app/config.yml", FACTS), 1, false, "/backups/configs", List.of());
  private static final SnapshotMetadata TREES_METADATA =
      new SnapshotMetadata.FilesystemBackup(
          12,
          3,
          2,
          1,
          9,
          "nightly-1",
          "/backups/trees",
          "rollback_1729123456",
          true,
          List.of(new SnapshotMetadata.Shortfall("changing", 1, List.of("/srv/www/log"))),
          List.of("1 socket is not captured"));
  private static final SnapshotHandle HANDLE =
      new SnapshotHandle(
          "deployment_v1.2.3",
          "code",
          GIT,
          1_729_123_456,
          "web-1",
          "cd".repeat(32),
          "deployment_v1.2.3/members/code",
          100,
          50);
  private static final Changes CHANGES = new Changes(1, 2, 3);
  private static final LayerPlan LAYER_PLAN =
      new LayerPlan(
          "rollback_1729123456",
          "code",
          RollbackType.GIT_COMMIT,
          "web-1",
          List.of("/app/source"),
          "ef".repeat(32),
          "12".repeat(32),
          CHANGES,
          List.of(new Loss("commit", 1, List.of("abc123 change"))),
          List.of("modify a.txt"),
          List.of("the branch was pushed"));
  private static final RollbackPlan PLAN =
      new RollbackPlan(
          "rollback_1729123456",
          "deployment_v1.2.3",
          "34".repeat(32),
          CHANGES,
          LAYER_PLAN.losses(),
          List.of("code: modify a.txt"),
          List.of("code: the branch was pushed"),
          List.of(LAYER_PLAN));
  private static final TestResult TEST =
      new TestResult(
          "git_commit",
          true,
          Verdict.PASSED,
          "abc123",
          "abc123def456",
          null,
          12,
          1,
          Map.of("expected_commit", "abc123"));

  private Samples() {}

  /// Each sample under the name of its golden file.
  static Map<String, Object> all() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("create-git", CreateSnapshotRequest.of("deployment_v1.2.3", GIT));
    all.put(
        "create-set",
        new CreateSnapshotRequest(
            "release",
            SET,
            "before the release",
            Map.of("team", "web"),
            true,
            1_800_000_000L,
            600L,
            "web-1",
            "alice"));
    all.put("create-trees", CreateSnapshotRequest.of("nightly", TREES));
    all.put("rollback", rollbackRequest());
    all.put("rollback-trees", rollbackOfTrees());
    all.put(
        "list-snapshots",
        new ListSnapshotsRequest(
            RollbackType.SET, "created", Map.of("team", "web"), 1L, false, 10, 20));
    all.put("history", new RollbackHistoryRequest("release", RollbackStatus.COMPLETED, 1L, 10, 20));
    all.put("delete", new DeleteSnapshotRequest("release", true, "alice", "old"));
    all.put("approval", new ApprovalDecision("alice", "agreed", "34".repeat(32)));
    all.put("retention", retentionRequest());
    all.put("hold", new HoldSnapshotRequest("release", true, "alice", "evidence"));
    all.put(
        "schedule",
        new ScheduledSnapshotRequest(
            "nightly", CreateSnapshotRequest.of("nightly", TREES), POLICY));
    all.put(
        "diff",
        new DiffSnapshotsRequest("release", "nightly", "files", List.of("/etc"), true, 10, 20));
    all.put("files", new ListFilesRequest("release", "files", "/etc", true, 10, 20));
    all.put(
        "restore-files",
        new RestoreFilesRequest(
            "release", "/tmp/out", "files", List.of("/etc"), true, "web-1", 60L, "alice"));
    all.put("retention-result", retentionResult());
    all.put(
        "snapshot-diff",
        new SnapshotDiff(
            "success",
            "release",
            "live",
            List.of(new FileChange("M", "/etc/hosts", "file", 12)),
            1,
            2,
            3,
            1,
            4,
            5,
            12,
            11));
    all.put(
        "file-list",
        new FileList("success", "release", List.of(new FileEntry("/etc/hosts", FACTS, null)), 1));
    all.put("snapshot-git", record(GIT, GIT_METADATA));
    all.put("snapshot-files", record(FILES, FILES_METADATA));
    all.put("snapshot-trees", record(TREES, TREES_METADATA));
    all.put(
        "snapshot-set", record(SET, new SnapshotMetadata.Members(Map.of("code", GIT_METADATA))));
    all.put("rollback-result", rollbackResult());
    all.put(
        "restored",
        new RestoreOutcome.Restored("git_reset", CHANGES, "abc123", List.of("HEAD is abc123"), 5));
    all.put(
        "already-in-place",
        new RestoreOutcome.AlreadyInPlace("git_reset", "abc123", List.of("HEAD is abc123")));
    all.put(
        "partial",
        new RestoreOutcome.Partial("git_reset", CHANGES, "The disk is full.", List.of("a.txt")));
    return all;
  }

  private static ExecuteRollbackRequest rollbackRequest() {
    var retry = new Retry(30, 0.5);
    return new ExecuteRollbackRequest(
        "deployment_v1.2.3",
        new Validation(
            List.of(
                new VerificationTest.FileExists("/a", retry),
                new VerificationTest.FileAbsent("/b", null),
                new VerificationTest.FileContent("/a", "x", null, null, null),
                new VerificationTest.FileMode("/a", "0644", "root", "root", null),
                new VerificationTest.GitCommit("abc123", "/app/source", null),
                new VerificationTest.ServiceStatus(List.of("nginx"), null),
                new VerificationTest.HealthCheck("http://localhost/health", 200, false, null),
                new VerificationTest.TcpPort("localhost", 80, null),
                new VerificationTest.Command("smoke", List.of("fast"), null))),
        "rollback_1729123456",
        true,
        List.of("code"),
        List.of("/app/source/a.txt"),
        true,
        OnFailure.LEAVE,
        60L,
        3600L,
        new Approval(true, 600L),
        "the release failed",
        "alice",
        "34".repeat(32),
        new GitOptions(
            GitOptions.Mode.BRANCH, GitOptions.Dirty.REFUSE, true, "rescue", false, false));
  }

  private static ApplyRetentionRequest retentionRequest() {
    return new ApplyRetentionRequest(
        POLICY,
        RollbackType.FILE_SYSTEM,
        "web-1",
        Map.of("team", "web"),
        List.of("host", "paths"),
        true,
        "alice",
        "tidy");
  }

  private static RetentionResult retentionResult() {
    return new RetentionResult(
        "partial",
        true,
        List.of(
            new RetentionDecision(
                "nightly-1",
                "file_system, host web-1, /etc",
                1_729_123_456,
                Map.of("team", "web"),
                true,
                List.of("daily snapshot"),
                100,
                50)),
        1,
        2,
        3,
        4,
        List.of("Snapshot nightly-0 is in use."));
  }

  private static ExecuteRollbackRequest rollbackOfTrees() {
    return new ExecuteRollbackRequest(
        "nightly",
        null,
        null,
        null,
        List.of(),
        List.of("/srv/www"),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        RestoreMode.OVERLAY,
        true);
  }

  private static SnapshotRecord record(SnapshotSpec spec, SnapshotMetadata metadata) {
    return new SnapshotRecord(
        "created",
        "deployment_v1.2.3",
        spec,
        1_729_123_456,
        metadata,
        100,
        50,
        12,
        "before the release",
        Map.of("team", "web"),
        false,
        1_800_000_000L,
        "web-1",
        "web-1",
        "alice",
        List.of(HANDLE),
        "56".repeat(32),
        null,
        "snapshot/deployment_v1.2.3",
        null,
        null);
  }

  private static RollbackResult rollbackResult() {
    return new RollbackResult(
        RollbackStatus.COMPLETED,
        "rollback_1729123456",
        "deployment_v1.2.3",
        1_729_123_456,
        1_729_123_460L,
        4,
        List.of(
            new TechnicalDetail(
                "rollback_execution",
                "git_reset",
                null,
                Map.of("status", "success"),
                1_729_123_457)),
        new ExecutionResult(
            "success", "git_reset", "abc123def456", CHANGES, List.of("HEAD is abc123"), null, null),
        VerificationResults.of(List.of(TEST)),
        4000,
        5,
        PLAN,
        "rollback_1729123456-before",
        false,
        "alice",
        "the release failed",
        "bob",
        "rollback/rollback_1729123456",
        null,
        null);
  }
}
