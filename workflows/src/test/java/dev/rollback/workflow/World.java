package dev.rollback.workflow;

import dev.rollback.activity.TestOrder;
import dev.rollback.activity.VerificationActivities;
import dev.rollback.contract.TestResult;
import dev.rollback.contract.Verdict;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactoryOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// The workflows on Temporal's in-memory server, with doubles in place of catalogue, layers and
/// tests.
final class World implements AutoCloseable {
  static final String QUEUE = "rollback-manager";

  final FakeCatalog catalog = new FakeCatalog();
  final FakeLayer.Git git = new FakeLayer.Git();
  final FakeLayer.Configuration configuration = new FakeLayer.Configuration();
  final FakeLayer.FileSystem fileSystem = new FakeLayer.FileSystem();
  final Set<String> failingTests = ConcurrentHashMap.newKeySet();
  final TestWorkflowEnvironment environment;

  World() {
    environment =
        TestWorkflowEnvironment.newInstance(
            TestEnvironmentOptions.newBuilder()
                .setUseTimeskipping(false)
                .setWorkerFactoryOptions(
                    WorkerFactoryOptions.newBuilder()
                        .setShutdownCheckInterval(Duration.ofMillis(10))
                        .build())
                .setWorkflowClientOptions(
                    WorkflowClientOptions.newBuilder()
                        .setDataConverter(new RequestDataConverter())
                        .build())
                .build());
    Worker common = environment.newWorker(QUEUE);
    Workflows.register(common);
    serve(common);
    serve(environment.newWorker(QUEUE + ".here"));
    environment.start();
  }

  private void serve(Worker worker) {
    worker.registerActivitiesImplementations(
        catalog, git, configuration, fileSystem, (VerificationActivities) this::test);
  }

  private TestResult test(TestOrder order) {
    String kind = order.test().kind();
    boolean passed = !failingTests.contains(kind);
    return new TestResult(
        kind, passed, passed ? Verdict.PASSED : Verdict.FAILED, null, null, null, 1, 1, Map.of());
  }

  <T> T stub(Class<T> type, String workflowId) {
    return environment
        .getWorkflowClient()
        .newWorkflowStub(
            type,
            WorkflowOptions.newBuilder()
                .setTaskQueue(QUEUE)
                .setWorkflowId(workflowId)
                .setWorkflowExecutionTimeout(Duration.ofMinutes(1))
                .build());
  }

  /// What the layers were asked for, both together, in order of asking per layer.
  List<String> calls() {
    return Stream.concat(git.calls.stream(), configuration.calls.stream()).toList();
  }

  @Override
  public void close() {
    environment.close();
  }
}
