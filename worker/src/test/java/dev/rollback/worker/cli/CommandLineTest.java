package dev.rollback.worker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rollback.testing.Component;
import dev.rollback.testing.Program;
import dev.rollback.testing.Requires;
import dev.rollback.worker.cli.client.Address;
import dev.rollback.worker.cli.client.Client;
import dev.rollback.worker.cli.client.TemporalClient;
import dev.rollback.workflow.RequestDataConverter;
import dev.rollback.workflow.Workflows;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.WorkerFactory;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every command against a real Temporal server, with workflows that touch nothing.
@Requires(Component.TEMPORAL)
final class CommandLineTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static Process server;
  private static WorkflowServiceStubs stubs;
  private static WorkerFactory workers;
  private static WorkerFactory served;
  private static Map<String, String> environment;

  @TempDir static Path directory;

  @BeforeAll
  static void start() throws IOException {
    int port = freePort();
    String program = Program.find("temporal").orElseThrow().toString();
    server =
        new ProcessBuilder(
                program, "server", "start-dev", "--headless", "--port", String.valueOf(port))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    environment = Map.of("TEMPORAL_ADDRESS", "127.0.0.1:" + port);
    stubs =
        WorkflowServiceStubs.newConnectedServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget("127.0.0.1:" + port).build(),
            Duration.ofSeconds(60));
    WorkflowClient client =
        WorkflowClient.newInstance(
            stubs,
            WorkflowClientOptions.newBuilder()
                .setWorkerHeartbeatInterval(Duration.ofSeconds(-1))
                .build());
    workers = WorkerFactory.newInstance(client);
    StandIn.register(workers.newWorker("rollback-manager"));
    workers.start();
    served = WorkerFactory.newInstance(strict(client));
    Workflows.register(served.newWorker("real"));
    served.start();
  }

  private static WorkflowClient strict(WorkflowClient client) {
    return WorkflowClient.newInstance(
        stubs,
        WorkflowClientOptions.newBuilder(client.getOptions())
            .setDataConverter(new RequestDataConverter())
            .build());
  }

  @AfterAll
  static void stop() {
    workers.shutdownNow();
    served.shutdownNow();
    stubs.shutdownNow();
    server.destroyForcibly();
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static Screen piped() {
    return Screen.piped(directory, environment, "");
  }

  private static JsonNode json(Screen screen) throws IOException {
    return JSON.readTree(screen.out());
  }

  @Test
  void createAnswersTheRecordAsOneJsonObject() throws IOException {
    Screen screen = piped();
    int code =
        screen.run("create", "c1", "--config-file", "a.conf", "-l", "team=web", "-o", "json");
    assertThat(code).isEqualTo(Exit.SUCCESS);
    JsonNode record = json(screen);
    assertThat(record.path("snapshot_id").asText()).isEqualTo("c1");
    assertThat(record.path("type").asText()).isEqualTo("configuration");
    assertThat(record.at("/config/config_files/0").asText())
        .isEqualTo(directory.resolve("a.conf").toString());
    assertThat(record.at("/labels/team").asText()).isEqualTo("web");
    assertThat(record.path("requested_by").asText()).contains("@");
  }

  @Test
  void aDegradedSnapshotIsToldByItsExitCodeAndItsFiles() {
    Screen screen = piped();

    assertThat(screen.run("create", "degraded1", "--type", "file_system", "/srv"))
        .isEqualTo(Exit.PARTIAL);

    assertThat(screen.out()).contains("degraded", "unreadable", "3", "/srv/secret", "and 2 more");
  }

  @Test
  void aTreeIsAskedForAsAUserOfResticWouldAsk() throws IOException {
    Files.writeString(directory.resolve("patterns"), "*.log\n!keep.log\n");
    Screen screen = piped();

    int code =
        screen.run(
            "create",
            "--type",
            "file_system",
            "/srv/www",
            "etc",
            "--exclude",
            "*.tmp",
            "--exclude-file",
            "patterns",
            "--exclude-caches",
            "--one-file-system",
            "--parent",
            "p1",
            "--tag",
            "web,nightly",
            "--force",
            "-o",
            "json");

    assertThat(code).isEqualTo(Exit.SUCCESS);
    JsonNode record = json(screen);
    assertThat(record.path("snapshot_id").asText()).isEqualTo("files-20241017T000416Z");
    assertThat(record.path("config").toString())
        .isEqualTo(
            ("{'paths':['/srv/www','%s/etc'],'exclude':['*.tmp','*.log','!keep.log'],"
                    + "'one_file_system':true,'parent':'p1','exclude_caches':true,"
                    + "'verify_content':true}")
                .replace('\'', '"')
                .formatted(directory));
    assertThat(record.path("labels").toString()).isEqualTo("{\"nightly\":\"\",\"web\":\"\"}");
  }

  @Test
  void aRequestFileOfYamlMakesASet() throws IOException {
    Files.writeString(
        directory.resolve("set.yaml"),
        """
        snapshot_id: whole
        type: set
        config:
          members:
            - name: app
              type: git_commit
              config: {repo_path: /app}
            - name: etc
              type: configuration
              config: {config_files: [/etc/app]}
        """);
    Screen screen = piped();
    assertThat(screen.run("create", "--file", "set.yaml", "-o", "json")).isEqualTo(Exit.SUCCESS);
    assertThat(json(screen).at("/config/members/1/name").asText()).isEqualTo("etc");
  }

  @Test
  void aFailedSnapshotExitsWithOneAndPrintsItsRecord() throws IOException {
    Screen screen = piped();
    assertThat(screen.run("create", "broken1", "--config-file", "/nowhere", "-o", "json"))
        .isEqualTo(Exit.FAILED);
    assertThat(json(screen).path("error_type").asText()).isEqualTo("PathNotFound");
    assertThat(screen.err()).contains("No /nowhere there.", "type: PathNotFound", "now:");
  }

  @Test
  void anotherRequestUnderARunningIdIsRefused() {
    assertThat(piped().run("create", "slow1", "--config-file", "/a", "--no-wait"))
        .isEqualTo(Exit.SUCCESS);
    assertThat(piped().run("create", "slow1", "--config-file", "/a", "--no-wait"))
        .isEqualTo(Exit.SUCCESS);
    Screen other = piped();
    assertThat(other.run("create", "slow1", "--config-file", "/b")).isEqualTo(Exit.FAILED);
    assertThat(other.err()).contains("SnapshotExists");
    assertThat(piped().run("cancel", "snapshot/slow1")).isEqualTo(Exit.SUCCESS);
  }

  @Test
  void theSameRollbackIdAnswersTheSameRun() throws IOException {
    Screen first = piped();
    Screen second = piped();
    assertThat(first.run("rollback", "v1", "--rollback-id", "r1", "--no-wait", "-o", "json"))
        .isEqualTo(Exit.SUCCESS);
    assertThat(piped().run("rollback", "v1", "--rollback-id", "r1")).isEqualTo(Exit.SUCCESS);
    assertThat(second.run("rollback", "v1", "--rollback-id", "r1", "--no-wait", "-o", "json"))
        .isEqualTo(Exit.SUCCESS);
    assertThat(json(second).path("run_id")).isEqualTo(json(first).path("run_id"));
  }

  @Test
  void aPartialRollbackExitsWithThree() throws IOException {
    Screen screen = piped();
    assertThat(screen.run("rollback", "partial", "-o", "json")).isEqualTo(Exit.PARTIAL);
    assertThat(json(screen).path("status").asText()).isEqualTo("partial");
  }

  @Test
  void aTerminalShowsLossesAndAsksFirst() {
    Screen screen = Screen.terminal(directory, environment, "n\n");
    assertThat(screen.run("rollback", "v1")).isEqualTo(Exit.FAILED);
    assertThat(screen.err()).contains("2 uncommitted file", "Roll back? [y/N]", "\u001b[31m");
    assertThat(screen.err()).contains("b\\u001b[31m.txt").contains("Nothing was changed.");
    assertThat(screen.out()).isEmpty();
  }

  @Test
  void aTerminalThatAgreesRollsBack() {
    Screen screen = Screen.terminal(directory, environment, "yes\n");
    assertThat(screen.run("rollback", "v1")).isEqualTo(Exit.SUCCESS);
    assertThat(screen.out()).contains("completed", "rollback undo rollback_1729123456_");
  }

  @Test
  void undoGoesBackToTheSafetySnapshot() throws IOException {
    Screen screen = piped();
    assertThat(screen.run("undo", "r9", "-o", "json")).isEqualTo(Exit.SUCCESS);
    assertThat(json(screen).path("snapshot_id").asText()).isEqualTo("safety_1");
  }

  @Test
  void anApprovedRollbackGoesOn() {
    assertThat(piped().run("rollback", "approval", "--rollback-id", "ra", "--no-wait"))
        .isEqualTo(Exit.SUCCESS);
    Screen approval = piped();
    assertThat(approval.run("approve", "ra", "--by", "ann")).as(approval.err()).isZero();
    assertThat(piped().run("describe", "ra", "--follow")).isEqualTo(Exit.SUCCESS);
  }

  @Test
  void approvingWhatNobodyAwaitsIsRefusedInWords() {
    assertThat(piped().run("rollback", "slow", "--rollback-id", "rs", "--no-wait")).isZero();
    Screen screen = piped();
    assertThat(screen.run("approve", "rs")).isEqualTo(Exit.FAILED);
    assertThat(screen.err()).contains("No approval is awaited.");
    Screen cancel = piped();
    assertThat(cancel.run("cancel", "rs", "-o", "json")).as(cancel.err()).isZero();
    assertThat(cancel.out()).contains("\"cancelled\"");
  }

  @Test
  void pipedTablesHaveNoEscapeCodesAndFullNames() {
    Screen screen = piped();
    assertThat(screen.run("list")).isEqualTo(Exit.SUCCESS);
    assertThat(screen.out()).doesNotContain("\u001b").contains("long/".repeat(30), "2 of 3");
    assertThat(screen.err()).isEmpty();
  }

  @Test
  void terminalTablesKeepEveryRowOnOneLine() {
    Screen screen = Screen.terminal(directory, environment, "");
    assertThat(screen.run("list")).isEqualTo(Exit.SUCCESS);
    assertThat(screen.out().replaceAll("\u001b\\[[0-9]+m", "").lines())
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(100))
        .hasSize(4);
  }

  @Test
  void theReferenceFlagsAskTheOneDoor() throws IOException {
    Screen screen = piped();
    int code =
        screen.run(
            "--action", "create", "--snapshot-id", "x", "--type", "git_commit", "-o", "json");
    assertThat(code).isEqualTo(Exit.SUCCESS);
    assertThat(json(screen).path("asked").asText())
        .contains("action=create_snapshot", "repo_path=" + directory);
  }

  @Test
  void aProcessAnswerThatFailedExitsWithOne() {
    Screen screen = Screen.piped(directory, environment, "{\"nothing\": 1}");
    assertThat(screen.run("process", "-", "-o", "yaml")).isEqualTo(Exit.FAILED);
    assertThat(screen.out()).contains("status: failed");
  }

  @Test
  void auditExportWritesHistoriesAndTheirDigests() throws IOException {
    assertThat(piped().run("create", "audited", "--config-file", "/a")).isZero();
    assertThat(piped().run("audit", "export", "audited", "--to", "out")).isZero();
    try (Stream<Path> files = Files.list(directory.resolve("out"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .anySatisfy(name -> assertThat(name).startsWith("snapshot_audited."))
          .contains("audited.audit.json");
    }
    Screen again = piped();
    assertThat(again.run("audit", "export", "audited", "--to", "out")).isEqualTo(Exit.FAILED);
    assertThat(again.err()).contains("is there already");
  }

  @Test
  void theWorkersOwnWorkflowAnswersTheOneDoor() throws IOException {
    Screen screen = Screen.piped(directory, environment, "{\"action\": \"fly\"}");
    assertThat(screen.run("process", "-", "--task-queue", "real", "-o", "json"))
        .isEqualTo(Exit.FAILED);
    assertThat(json(screen).path("error_type").asText()).isEqualTo("InvalidRequest");
  }

  @Test
  void anInterruptSaysThatTheWorkGoesOn() throws IOException, InterruptedException {
    Path told = directory.resolve("told");
    ProcessBuilder command =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            "dev.rollback.worker.Main",
            "create",
            "interrupted",
            "--config-file",
            "/a",
            "--task-queue",
            "nobody-yet");
    command.environment().putAll(environment);
    Process waiting = command.redirectErrorStream(true).redirectOutput(told.toFile()).start();
    await(() -> Files.readString(told).contains("The work waits for one."));
    new ProcessBuilder("kill", "-INT", String.valueOf(waiting.pid())).start().waitFor();
    assertThat(waiting.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(waiting.exitValue()).isEqualTo(130);
    assertThat(Files.readString(told))
        .contains("The work goes on as workflow snapshot/interrupted")
        .contains("rollback show interrupted --follow", "rollback cancel snapshot/interrupted")
        .doesNotContain("\u001b");
  }

  private static void await(Callable<Boolean> condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    try {
      while (!condition.call()) {
        if (System.nanoTime() > deadline) {
          throw new AssertionError("did not come about within a minute");
        }
        LockSupport.parkNanos(20_000_000);
      }
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aQueueThatNobodyServesIsSaid() {
    Screen screen = piped();
    assertThat(screen.run("list", "--task-queue", "nobody")).isEqualTo(Exit.FAILED);
    assertThat(screen.err()).contains("No worker serves task queue nobody", "rollback worker");
  }

  @Test
  void anUnknownNamespaceCannotBeReached() {
    Screen screen = piped();
    assertThat(screen.run("list", "--namespace", "elsewhere")).isEqualTo(Exit.UNREACHABLE);
    assertThat(screen.err()).contains("has no namespace elsewhere");
  }

  @Test
  void theCallerIsTheClientsIdentity() {
    assertThat(piped().run("create", "who", "--config-file", "/a")).isZero();
    try (Client client =
        TemporalClient.open(
            Address.of(environment, "test", null, null, null, null),
            new ProgressDisplay(piped().console()))) {
      String history = client.audit("snapshot/who").getFirst().history();
      assertThat(history).contains("\"identity\": \"" + Caller.of(environment) + "\"");
    }
  }
}
