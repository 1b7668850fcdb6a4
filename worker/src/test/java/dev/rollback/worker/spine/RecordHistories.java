package dev.rollback.worker.spine;

import io.temporal.client.WorkflowStub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Records the histories that every release's workflows must be able to replay: on a real
/// server, by a real worker, of every workflow and of every course that a rollback can take.
///
/// Run by `workflows/record-histories`, by hand, when workflows were changed on purpose. The
/// courses follow one another on the same targets, which are damaged before each rollback.
final class RecordHistories {
  private static final Path PLACE = Path.of("/tmp/rollback-histories");
  private static final String ABSENT_FILE =
      "{'tests': [{'type': 'file_exists', 'path': 'ETC/never-there.conf'}]}";
  private static final String SLOW =
      "{'tests': [{'type': 'file_exists', 'path': 'ETC/never-there.conf',"
          + " 'retry': {'timeout': 60, 'interval': 0.1}}]}";

  private final Recorder recorder;
  private final Targets targets;

  private RecordHistories(Recorder recorder, Targets targets) {
    this.recorder = recorder;
    this.targets = targets;
  }

  /// @param arguments the directory that receives the files; those that are in it stay as they are
  public static void main(String[] arguments) throws Exception {
    Path to = Path.of(arguments[0]).toAbsolutePath();
    deleteTree(PLACE);
    try (var installation = new Installation(Files.createDirectories(PLACE));
        var recorder = new Recorder(installation.temporal.address(), Files.createDirectories(to))) {
      var targets = new Targets(installation.targets);
      try (WorkerProcess _ = installation.startWorker().awaitReady()) {
        new RecordHistories(recorder, targets).all();
      }
      System.out.printf("%d histories are in %s.%n", recorder.recorded(), to);
    } finally {
      deleteTree(PLACE);
    }
    System.exit(0);
  }

  private void all() throws Exception {
    snapshots();
    rollbacks();
    endingsOfRollbacks();
    approvals();
    interruptions();
    dispatcher();
    reports();
    files();
    retention();
    deletes();
  }

  private void snapshots() throws Exception {
    snapshot("git_commit", "code", "'type': 'git_commit', 'config': {'repo_path': 'CODE'}");
    String files = "'type': 'configuration', 'config': {'config_files': ['ETC']}";
    snapshot("configuration", "files", files);
    snapshot("repeated", "files", files);
    snapshot(
        "set",
        "both",
        "'type': 'set', 'config': {'members': ["
            + "{'name': 'code', 'type': 'git_commit', 'config': {'repo_path': 'CODE'}},"
            + "{'name': 'files', 'type': 'configuration', 'config': {'config_files': ['ETC']}}]}");
    snapshot(
        "failed_set",
        "half",
        "'type': 'set', 'config': {'members': ["
            + "{'name': 'code', 'type': 'git_commit', 'config': {'repo_path': 'CODE'}},"
            + "{'name': 'none', 'type': 'configuration',"
            + " 'config': {'config_files': ['ETC/nothing']}}]}");
    snapshot("not_a_repository", "none", "'type': 'git_commit', 'config': {'repo_path': 'ETC'}");
    recorder.keep(
        "CreateSnapshot",
        "scheduled",
        recorder.scheduled(
            "CreateSnapshot",
            "snapshot/nightly",
            filled("{'type': 'git_commit', 'config': {'repo_path': 'CODE'}}")));
    snapshot("refused", "refused", "'type': 'configuration', 'config': {'config_file': ['ETC']}");
  }

  private void snapshot(String course, String id, String fields) throws Exception {
    recorder.run(
        "CreateSnapshot",
        course,
        "snapshot/" + id,
        filled("{'snapshot_id': '" + id + "', " + fields + "}"));
  }

  private void rollbacks() throws Exception {
    rollback("git_commit", "code", "");
    rollback("configuration", "files", "");
    rollback("set", "both", "");
    rollback("undone", "set-before", "");
    recorder.run(
        "ExecuteRollback",
        "already_in_place",
        "rollback/already_in_place",
        "{\"snapshot_id\": \"set-before\"}");
    rollback("dry_run", "both", ", 'dry_run': true");
    rollback("without_safety_snapshot", "files", ", 'safety_snapshot': false");
    rollback("unknown_snapshot", "nothing", "");
  }

  private void endingsOfRollbacks() throws Exception {
    rollback("reverted", "both", ", 'validation': " + ABSENT_FILE);
    rollback("left", "both", ", 'on_failure': 'leave', 'validation': " + ABSENT_FILE);
    rollback("timed_out", "both", ", 'timeout': 5, 'validation': " + SLOW);
    rollback(
        "not_undone",
        "files",
        ", 'safety_snapshot': false, 'on_failure': 'leave', 'validation': " + ABSENT_FILE);
  }

  private void rollback(String course, String snapshotId, String more) throws Exception {
    recorder.keep("ExecuteRollback", course, begun(course, snapshotId, more));
  }

  private WorkflowStub begun(String course, String snapshotId, String more) throws IOException {
    targets.damage();
    return recorder.start(
        "ExecuteRollback",
        "rollback/" + course,
        filled("{'snapshot_id': '" + snapshotId + "'" + more + "}"));
  }

  private void approvals() throws Exception {
    String asked = ", 'approval': {'required': true, 'timeout': 60}";
    for (String word : List.of("approve", "reject")) {
      String course = word.equals("approve") ? "approved" : "rejected";
      WorkflowStub rollback = begun(course, "files", asked);
      String fingerprint = recorder.awaitPhase(rollback, "awaiting approval");
      var _ = rollback.update(word, Object.class, Map.of("by", "op", "fingerprint", fingerprint));
      recorder.keep("ExecuteRollback", course, rollback);
    }
    decisionsThatComeToNothing(asked);
    rollback("not_approved", "files", ", 'approval': {'required': true, 'timeout': 1}");
  }

  private void decisionsThatComeToNothing(String asked) throws Exception {
    WorkflowStub withdrawn = begun("withdrawn", "both", asked);
    recorder.awaitPhase(withdrawn, "awaiting approval");
    recorder.keepAsItIs("ExecuteRollback", "waiting", withdrawn);
    withdrawn.cancel();
    recorder.keep("ExecuteRollback", "withdrawn", withdrawn);

    WorkflowStub moved = begun("second_layer_failed", "both", asked);
    recorder.awaitPhase(moved, "awaiting approval");
    Files.writeString(targets.repository.resolve("file-3.txt"), "moved on\n");
    var _ = moved.update("approve", Object.class, Map.of("by", "op"));
    recorder.keep("ExecuteRollback", "second_layer_failed", moved);
  }

  private void interruptions() throws Exception {
    WorkflowStub cancelled = begun("cancelled", "both", ", 'validation': " + SLOW);
    recorder.awaitPhase(cancelled, "verifying");
    cancelled.cancel();
    recorder.keep("ExecuteRollback", "cancelled", cancelled);

    WorkflowStub first = begun("first", "both", ", 'timeout': 8, 'validation': " + SLOW);
    recorder.awaitPhase(first, "verifying");
    WorkflowStub second = begun("waited", "both", "");
    recorder.awaitPhase(second, "locking");
    recorder.keep("ExecuteRollback", "waited", second);

    WorkflowStub terminated = begun("terminated", "both", ", 'validation': " + SLOW);
    recorder.awaitPhase(terminated, "verifying");
    terminated.terminate("out of patience");
    rollback("after_a_terminated_one", "both", "");
    recorder.keep("ReconcileRollback", "terminated", recorder.known("reconcile/terminated"));
    recorder.run("ReconcileRollback", "ended", "reconcile/set", filled("{'rollback_id': 'set'}"));
  }

  private void dispatcher() throws Exception {
    dispatch(
        "create_snapshot",
        ", 'snapshot_id': 'release', 'type': 'configuration', 'config': {'config_files': ['ETC']}");
    targets.damage();
    dispatch("execute_rollback", ", 'snapshot_id': 'release', 'rollback_id': 'release'");
    dispatch("list_snapshots", "");
    dispatch("get_rollback_history", "");
    dispatch("status", "");
    dispatch("unknown_action", "");
    recorder.run(
        "RollbackManager",
        "failed_rollback",
        "manager/failed",
        filled("{'action': 'execute_rollback', 'snapshot_id': 'nothing', 'rollback_id': 'f'}"));
  }

  private void dispatch(String action, String more) throws Exception {
    recorder.run(
        "RollbackManager",
        action,
        "manager/" + action,
        filled("{'action': '" + action + "'" + more + "}"));
  }

  private void reports() throws Exception {
    recorder.run("ListSnapshots", "all", "list", "{}");
    recorder.run("GetRollbackHistory", "all", "history", "{}");
    recorder.run("Status", "all", "status", "{}");
    recorder.run("DescribeSnapshot", "known", "show", filled("{'snapshot_id': 'both'}"));
    recorder.run("DescribeSnapshot", "unknown", "show", filled("{'snapshot_id': 'nothing'}"));
    recorder.run("DescribeRollback", "known", "describe", filled("{'rollback_id': 'set'}"));
    recorder.keep("UnknownWorkflow", "misspelt", recorder.start("MakeSnapshot", "make", "{}"));
    recorder.run("CheckStore", "sound", "check", filled("{'read_data': true}"));
  }

  private void files() throws Exception {
    for (String type : List.of("DiffSnapshots", "ListFiles")) {
      recorder.run(type, "unknown", "read", filled("{'snapshot_id': 'nothing'}"));
    }
    recorder.run(
        "RestoreFiles",
        "unknown",
        "restore",
        filled("{'snapshot_id': 'nothing', 'to': 'ETC-beside'}"));
    String tree = "'type': 'file_system', 'config': {'paths': ['ETC']}";
    snapshot("file_system", "tree", tree);
    snapshot("file_system_again", "tree-2", tree);
    recorder.run("DiffSnapshots", "snapshots", "read", twoTrees());
    rollback("file_system", "tree", ", 'mode': 'overlay'");
    recorder.run("DiffSnapshots", "live", "read", filled("{'snapshot_id': 'tree'}"));
    recorder.run("ListFiles", "known", "read", filled("{'snapshot_id': 'tree'}"));
    recorder.run(
        "RestoreFiles", "beside", "restore", filled("{'snapshot_id': 'tree', 'to': 'ETC-beside'}"));
  }

  private String twoTrees() {
    return filled("{'snapshot_id': 'tree', 'other': 'tree-2'}");
  }

  private void retention() throws Exception {
    recorder.run(
        "HoldSnapshot", "held", "hold", filled("{'snapshot_id': 'release', 'hold': true}"));
    recorder.run(
        "ApplyRetention",
        "dry_run",
        "retention",
        filled("{'type': 'configuration', 'policy': {'keep_last': 1}, 'dry_run': true}"));
    recorder.run(
        "ApplyRetention",
        "applied",
        "retention",
        filled("{'type': 'configuration', 'policy': {'keep_last': 1}}"));
    recorder.keep(
        "ScheduledSnapshot",
        "kept",
        recorder.scheduled(
            "ScheduledSnapshot",
            "schedule/hourly",
            filled(
                "{'name': 'hourly', 'retention': {'keep_last': 2}, 'snapshot':"
                    + " {'type': 'configuration', 'config': {'config_files': ['ETC']}}}")));
  }

  private void deletes() throws Exception {
    recorder.run("DeleteSnapshot", "set", "delete", filled("{'snapshot_id': 'both'}"));
    recorder.run("PruneStore", "pruned", "prune", "{}");
    recorder.run("DeleteSnapshot", "unknown", "delete", filled("{'snapshot_id': 'nothing'}"));
  }

  private String filled(String request) {
    return request
        .replace('\'', '"')
        .replace("CODE", targets.repository.toString())
        .replace("ETC", targets.configuration.toString());
  }

  private static void deleteTree(Path root) throws IOException {
    if (!Files.exists(root)) {
      return;
    }
    try (Stream<Path> all = Files.walk(root)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    }
  }
}
