package dev.rollback.benchmarks;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The whole product as `rollback dev` starts it, in a process of its own: Temporal's server with
/// its SQLite file, PostgreSQL, store, worker.
final class Stack implements AutoCloseable {
  static final String QUEUE = "rollback-manager";

  private static final Pattern READY = Pattern.compile("READY temporal=(\\S+)");
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  final WorkflowClient client;
  private final Process process;
  private final WorkflowServiceStubs stubs;

  private Stack(Process process, WorkflowServiceStubs stubs) {
    this.process = process;
    this.stubs = stubs;
    this.client = WorkflowClient.newInstance(stubs);
  }

  /// @param directory for its state, which it may also read and write
  static Stack start(Path directory) throws IOException, InterruptedException {
    Path log = directory.resolve("dev.log");
    var builder =
        new ProcessBuilder(
                Path.of("rollback").toAbsolutePath().toString(),
                "dev",
                "--port=0",
                "--ui-port=0",
                "--state-dir=" + directory.resolve("state"),
                "--allow=" + directory)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("ROLLBACK_HTTP", "127.0.0.1:0");
    Process process = builder.start();
    String address = awaitReady(process, log);
    WorkflowServiceStubs stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(address).build());
    return new Stack(process, stubs);
  }

  private static String awaitReady(Process process, Path log)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      Matcher ready = READY.matcher(Files.readString(log));
      if (ready.find()) {
        return ready.group(1);
      }
      if (!process.isAlive() || System.nanoTime() > deadline) {
        process.destroy();
        throw new IOException("rollback dev does not serve:\n" + Files.readString(log));
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  <T> T stub(Class<T> type, String queue, String workflowId) {
    return client.newWorkflowStub(
        type,
        WorkflowOptions.newBuilder()
            .setTaskQueue(queue)
            .setWorkflowId(workflowId)
            .setWorkflowExecutionTimeout(Duration.ofMinutes(10))
            .build());
  }

  @Override
  public void close() throws IOException {
    stubs.shutdownNow();
    process.destroy();
    try {
      process.waitFor(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while the stack stopped", e);
    }
  }
}
