package dev.rollback.worker.spine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.client.schedules.Schedule;
import io.temporal.client.schedules.ScheduleActionExecutionStartWorkflow;
import io.temporal.client.schedules.ScheduleActionStartWorkflow;
import io.temporal.client.schedules.ScheduleClient;
import io.temporal.client.schedules.ScheduleHandle;
import io.temporal.client.schedules.ScheduleOptions;
import io.temporal.client.schedules.ScheduleSpec;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// Runs workflows as a caller without our classes does and keeps each one's history as a file that
/// names nothing of this machine.
final class Recorder implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Path directory;
  private final WorkflowServiceStubs stubs;
  private final WorkflowClient client;
  private int recorded;

  /// @param address Temporal's
  /// @param directory receives `<Workflow>-<course>.json` where there is none
  Recorder(String address, Path directory) {
    this.directory = directory;
    this.stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(address).build());
    this.client =
        WorkflowClient.newInstance(
            stubs, WorkflowClientOptions.newBuilder().setIdentity("caller").build());
  }

  /// Starts a workflow and does not wait for it.
  WorkflowStub start(String type, String id, String request) throws IOException {
    WorkflowStub stub =
        client.newUntypedWorkflowStub(
            type,
            WorkflowOptions.newBuilder()
                .setTaskQueue(Installation.QUEUE)
                .setWorkflowId(id)
                .setWorkflowExecutionTimeout(Duration.ofMinutes(10))
                .build());
    stub.start(JSON.readTree(request));
    return stub;
  }

  /// Runs a workflow to its end, whichever that is.
  void run(String type, String course, String id, String request) throws Exception {
    keep(type, course, start(type, id, request));
  }

  /// Waits for a workflow's end, whichever that is, and keeps its history.
  void keep(String type, String course, WorkflowStub stub) throws Exception {
    try {
      var _ = stub.getResult(PATIENCE.toSeconds(), TimeUnit.SECONDS, JsonNode.class);
    } catch (WorkflowFailedException _) {
      // Some courses end so.
    }
    keepAsItIs(type, course, stub);
  }

  /// Keeps its history as it is now. One that is there already stays: an older worker's course must
  /// go on to be understood.
  void keepAsItIs(String type, String course, WorkflowStub stub) throws IOException {
    Path file = directory.resolve(type + "-" + course + ".json");
    if (Files.exists(file)) {
      return;
    }
    String id = Objects.requireNonNull(stub.getExecution()).getWorkflowId();
    String history = client.fetchHistory(id).toJson(true);
    requireNothingOfThisMachine(history);
    Files.writeString(file, history + "\n");
    recorded++;
  }

  /// What a Temporal Schedule starts when it is made.
  WorkflowStub scheduled(String type, String id, String request) throws Exception {
    ScheduleHandle schedule =
        ScheduleClient.newInstance(stubs)
            .createSchedule(
                id,
                Schedule.newBuilder()
                    .setAction(
                        ScheduleActionStartWorkflow.newBuilder()
                            .setWorkflowType(type)
                            .setArguments(JSON.readTree(request))
                            .setOptions(
                                WorkflowOptions.newBuilder()
                                    .setTaskQueue(Installation.QUEUE)
                                    .setWorkflowId(id)
                                    .build())
                            .build())
                    .setSpec(ScheduleSpec.newBuilder().build())
                    .build(),
                ScheduleOptions.newBuilder().setTriggerImmediately(true).build());
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (schedule.describe().getInfo().getRecentActions().isEmpty()) {
      if (System.nanoTime() > deadline) {
        throw new IOException("The schedule never started " + id + ".");
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
    var started =
        (ScheduleActionExecutionStartWorkflow)
            schedule.describe().getInfo().getRecentActions().getFirst().getAction();
    return known(started.getWorkflowId());
  }

  /// How a workflow stands that something else has started.
  WorkflowStub known(String id) {
    return client.newUntypedWorkflowStub(id);
  }

  /// Waits until a rollback's query says that it is in a phase; answers its plan's fingerprint.
  String awaitPhase(WorkflowStub rollback, String phase) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!rollback.query("progress", JsonNode.class).path("phase").asText().equals(phase)) {
      if (System.nanoTime() > deadline) {
        throw new IOException("The rollback never came to " + phase + ".");
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
    JsonNode plan = rollback.query("plan", JsonNode.class);
    return plan.path("fingerprint").asText();
  }

  int recorded() {
    return recorded;
  }

  private static void requireNothingOfThisMachine(String history) throws IOException {
    String shown = history + readable(JSON.readTree(history));
    for (String telltale : telltales()) {
      if (Pattern.compile("(?<![\\w/+])" + Pattern.quote(telltale) + "(?![\\w/+=])")
          .matcher(shown)
          .find()) {
        throw new IOException("A history names " + telltale + ", which is of this machine.");
      }
    }
  }

  /// The file owner `root` is the same everywhere.
  private static List<String> telltales() throws IOException {
    List<String> all = new ArrayList<>();
    all.add(InetAddress.getLocalHost().getHostName());
    all.add(System.getProperty("user.home"));
    all.add(System.getProperty("user.dir"));
    all.add(System.getProperty("user.name"));
    all.removeAll(Set.of("root", "/", "localhost"));
    return all;
  }

  /// All that is in payloads, decoded.
  private static String readable(JsonNode node) {
    var text = new StringBuilder();
    for (JsonNode data : node.findValues("data")) {
      if (data.isTextual()) {
        text.append(new String(decoded(data.asText()), StandardCharsets.UTF_8)).append('\n');
      }
    }
    return text.toString();
  }

  private static byte[] decoded(String data) {
    return Base64.getDecoder().decode(data);
  }

  @Override
  public void close() {
    stubs.shutdownNow();
  }
}
