package dev.rollback.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.api.history.v1.WorkflowExecutionStartedEventAttributes;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A worker takes up what another release's worker began: every recorded history is replayed with
/// the workflows as they are now. `workflows/record-histories` records them.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ReplayTest {
  private static final Path HISTORIES = Path.of("src/test/resources/histories");

  private static final String UNKNOWN = "UnknownWorkflow";

  private TestWorkflowEnvironment environment;
  private Worker worker;

  @BeforeAll
  void open() {
    environment =
        TestWorkflowEnvironment.newInstance(
            TestEnvironmentOptions.newBuilder()
                .setWorkflowClientOptions(
                    WorkflowClientOptions.newBuilder()
                        .setDataConverter(new RequestDataConverter())
                        .build())
                .build());
    worker =
        environment.newWorker(
            World.QUEUE,
            WorkerOptions.newBuilder()
                .setDefaultDeadlockDetectionTimeout(Duration.ofMinutes(1).toMillis())
                .build());
    Workflows.register(worker);
  }

  @AfterAll
  void close() {
    environment.close();
  }

  static List<String> recorded() throws IOException {
    try (Stream<Path> files = Files.walk(HISTORIES)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> HISTORIES.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("recorded")
  void whatWasBegunIsTakenUp(String name) throws Exception {
    WorkflowReplayer.replayWorkflowExecution(history(name), worker);
  }

  @Test
  void everyWorkflowHasARecordedHistory() throws IOException {
    var recorded = new TreeSet<String>();
    for (String name : recorded()) {
      recorded.add(servedAs(history(name)));
    }
    var served = new TreeSet<>(Workflows.types());
    served.add(UNKNOWN);

    assertThat(recorded).isEqualTo(served);
  }

  @Test
  void everyFileIsNamedAfterTheWorkflowThatItRecords() throws IOException {
    for (String name : recorded()) {
      assertThat(Path.of(name).getFileName().toString()).startsWith(servedAs(history(name)) + "-");
    }
  }

  private static String servedAs(WorkflowExecutionHistory history) {
    String type = started(history).getWorkflowType().getName();
    return Workflows.types().contains(type) ? type : UNKNOWN;
  }

  /// Under its workflow id, from which workflows take names.
  private static WorkflowExecutionHistory history(String name) throws IOException {
    String json = Files.readString(HISTORIES.resolve(name));
    String id = started(WorkflowExecutionHistory.fromJson(json)).getWorkflowId();
    return WorkflowExecutionHistory.fromJson(json, id);
  }

  private static WorkflowExecutionStartedEventAttributes started(WorkflowExecutionHistory history) {
    return history.getEvents().getFirst().getWorkflowExecutionStartedEventAttributes();
  }
}
