package dev.rollback.worker.spine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rollback.contract.CreateSnapshotRequest;
import dev.rollback.contract.SnapshotRecord;
import dev.rollback.contract.SnapshotSpec;
import dev.rollback.testing.Component;
import dev.rollback.testing.Requires;
import dev.rollback.workflow.CreateSnapshot;
import io.temporal.client.WorkflowOptions;
import io.temporal.worker.WorkerFactory;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every way in, against a real installation: the `temporal` program with plain JSON, another
/// team's workflow, a client without our classes, our command line.
@Requires({Component.TEMPORAL, Component.POSTGRES, Component.GIT})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class CallersTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Installation installation;
  private Targets targets;
  private WorkerProcess worker;

  @BeforeAll
  void install(@TempDir Path directory) throws Exception {
    installation = new Installation(directory);
    targets = new Targets(installation.targets);
    worker = installation.startWorker().awaitReady();
  }

  @AfterAll
  void close() throws IOException {
    worker.close();
    installation.close();
  }

  /// What a program printed and how it ended.
  private record Ended(int exit, String output) {}

  private Ended run(List<String> command) throws Exception {
    Path output = Files.createTempFile(installation.directory, "run-", ".out");
    var builder = new ProcessBuilder(command).redirectOutput(output.toFile());
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().keySet().removeIf(name -> name.startsWith("ROLLBACK_"));
    builder.environment().put("TEMPORAL_ADDRESS", installation.temporal.address());
    int exit = builder.start().waitFor();
    return new Ended(exit, Files.readString(output, StandardCharsets.UTF_8));
  }

  private JsonNode temporal(String type, String input) throws Exception {
    Ended ended =
        run(
            List.of(
                TemporalServer.program(),
                "workflow",
                "execute",
                "--address",
                installation.temporal.address(),
                "--type",
                type,
                "--task-queue",
                Installation.QUEUE,
                "--input",
                input,
                "--output",
                "json"));
    return JSON.readTree(ended.output());
  }

  private Ended rollback(String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "--sun-misc-unsafe-memory-access=allow",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            "dev.rollback.worker.Main"));
    command.addAll(List.of(arguments));
    return run(command);
  }

  @Test
  void theTemporalProgramTakesTheReferencesExamples() throws Exception {
    JsonNode created =
        temporal(
                "RollbackManager",
                """
                {"action": "create_snapshot", "snapshot_id": "deployment_v1.2.3",
                 "type": "git_commit",
                 "config": {"repo_path": "%s", "config_files": ["%s/app-0.conf"]}}
                """
                    .formatted(targets.repository, targets.configuration))
            .path("result");
    assertThat(created.path("status").asText()).as(created.toString()).isEqualTo("success");
    String commit = created.path("metadata").path("commit_hash").asText();

    JsonNode rolled =
        temporal(
                "RollbackManager",
                """
                {"action": "execute_rollback", "snapshot_id": "deployment_v1.2.3",
                 "validation": {"tests": [
                   {"type": "git_commit", "expected_commit": "%s"},
                   {"type": "file_exists", "path": "%s/app-0.conf"}]}}
                """
                    .formatted(commit.substring(0, 9), targets.configuration))
            .path("result");

    assertThat(rolled.path("status").asText()).as(rolled.toString()).isEqualTo("completed");
    assertThat(rolled.path("verification_results").path("passed").asInt()).isEqualTo(2);
    for (String action : List.of("list_snapshots", "get_rollback_history", "status")) {
      JsonNode answer = temporal("RollbackManager", "{\"action\": \"" + action + "\"}");
      assertThat(answer.path("result").path("status").asText()).isEqualTo("success");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          /etc/passwd                       | PathNotAllowed
          TARGETS/../../../../etc/passwd    | PathNotAllowed
          TARGETS/out/passwd                | PathNotAllowed
          TARGETS/nothing                   | PathNotFound
          """)
  void aHostilePathEndsTheWorkflowByName(String path, String type) throws Exception {
    Path out = installation.targets.resolve("out");
    if (!Files.isSymbolicLink(out)) {
      Files.createSymbolicLink(out, Path.of("/etc"));
    }
    String full = path.replace("TARGETS", installation.targets.toString());

    JsonNode answer =
        temporal(
            "RollbackManager",
            """
            {"action": "create_snapshot", "snapshot_id": "hostile", "type": "configuration",
             "config": {"config_files": ["%s"]}}
            """
                .formatted(full));

    assertThat(answer.path("result").path("error_type").asText())
        .as(answer.toString())
        .isEqualTo(type);
  }

  @Test
  void aDirectoryWithoutARepositoryIsNamed() throws Exception {
    JsonNode answer =
        temporal(
                "RollbackManager",
                """
                {"action": "create_snapshot", "snapshot_id": "none", "type": "git_commit",
                 "config": {"repo_path": "%s"}}
                """
                    .formatted(targets.configuration))
            .path("result");

    assertThat(answer.path("error_type").asText()).isEqualTo("NotAGitRepository");
    assertThat(answer.path("error").asText()).startsWith("Not a git repository");
  }

  /// Another team's workflow.
  @WorkflowInterface
  public interface Release {
    @WorkflowMethod
    String release(String snapshotId, String repository);
  }

  /// It secures the repository first.
  public static final class ReleaseImpl implements Release {
    @Override
    public String release(String snapshotId, String repository) {
      CreateSnapshot child =
          Workflow.newChildWorkflowStub(
              CreateSnapshot.class,
              ChildWorkflowOptions.newBuilder()
                  .setTaskQueue(Installation.QUEUE)
                  .setWorkflowId("snapshot/" + snapshotId)
                  .build());
      SnapshotRecord record =
          child.createSnapshot(
              CreateSnapshotRequest.of(snapshotId, SnapshotSpec.GitCommit.of(repository)));
      return record.status();
    }
  }

  @Test
  void anotherTeamsWorkflowSnapshotsAsAChild() {
    WorkerFactory factory = WorkerFactory.newInstance(installation.client);
    factory.newWorker("team").registerWorkflowImplementationTypes(ReleaseImpl.class);
    factory.start();
    try {
      Release release =
          installation.client.newWorkflowStub(
              Release.class, WorkflowOptions.newBuilder().setTaskQueue("team").build());

      assertThat(release.release("by-child", targets.repository.toString())).isEqualTo("success");
    } finally {
      factory.shutdownNow();
    }
  }

  @Test
  void aClientWithoutOurClassesSnapshots() {
    var stub =
        installation.client.newUntypedWorkflowStub(
            "CreateSnapshot",
            WorkflowOptions.newBuilder()
                .setTaskQueue(Installation.QUEUE)
                .setWorkflowId("snapshot/by-maps")
                .build());
    stub.start(
        Map.of(
            "snapshot_id", "by-maps",
            "type", "configuration",
            "config", Map.of("config_files", List.of(targets.configuration.toString()))));

    JsonNode answer = stub.getResult(JsonNode.class);

    assertThat(answer.path("status").asText()).isEqualTo("success");
    assertThat(answer.path("type").asText()).isEqualTo("configuration");
  }

  @Test
  void theCommandLineSnapshotsPlansRollsBackAndUndoes() throws Exception {
    Ended created =
        rollback(
            "create",
            "by-hand",
            "--type",
            "configuration",
            "--config-file",
            targets.configuration.toString(),
            "--output",
            "json");
    assertThat(created.exit()).as(created.output()).isZero();
    Path file = targets.configuration.resolve("app-7.conf");
    Files.writeString(file, "broken\n");

    Ended planned = rollback("plan", "by-hand", "--output", "json");
    Ended rolled = rollback("rollback", "by-hand", "--yes", "--reason", "test", "--output", "json");

    assertThat(JSON.readTree(planned.output()).path("plan").path("changes").path("modify").asInt())
        .as(planned.output())
        .isEqualTo(1);
    assertThat(rolled.exit()).as(rolled.output()).isZero();
    assertThat(Files.readString(file)).isEqualTo("level = 7\n");
    String id = JSON.readTree(rolled.output()).path("rollback_id").asText();
    assertThat(rollback("undo", id, "--yes").exit()).isZero();
    assertThat(Files.readString(file)).isEqualTo("broken\n");
    Files.writeString(file, "level = 7\n");
  }

  @Test
  void anUnknownSnapshotExitsWithOne() throws Exception {
    assertThat(rollback("rollback", "no-such-snapshot", "--yes").exit()).isEqualTo(1);
  }
}
