package dev.rollback.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
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
    worker = environment.newWorker(World.QUEUE);
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
    String json = Files.readString(HISTORIES.resolve(name));

    WorkflowReplayer.replayWorkflowExecution(WorkflowExecutionHistory.fromJson(json), worker);
  }

  @Test
  void everyWorkflowHasARecordedHistory() throws IOException {
    var types =
        recorded().stream()
            .map(name -> Path.of(name).getFileName().toString())
            .map(name -> name.substring(0, name.indexOf('-')))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(types).containsExactlyInAnyOrderElementsOf(Workflows.types());
  }
}
