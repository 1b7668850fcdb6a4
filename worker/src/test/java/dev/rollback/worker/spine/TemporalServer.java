package dev.rollback.worker.spine;

import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Temporal's own development server as a process, with its state in a file.
final class TemporalServer implements AutoCloseable {
  private final Path directory;
  private final int port = freePort();
  private Process process;

  TemporalServer(Path directory) throws IOException {
    this.directory = directory;
    this.process = launch();
    awaitServing();
  }

  static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  static String program() {
    Path home = Path.of(System.getProperty("user.home"), "go", "bin", "temporal");
    return home.toFile().canExecute() ? home.toString() : "temporal";
  }

  private Process launch() throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                program(),
                "server",
                "start-dev",
                "--ip",
                "127.0.0.1",
                "--headless",
                "--port",
                String.valueOf(port),
                "--db-filename",
                directory.resolve("temporal.db").toString()));
    for (String name : List.of("RollbackSnapshotId", "RollbackType", "RollbackStatus")) {
      command.addAll(List.of("--search-attribute", name + "=Keyword"));
    }
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(
            ProcessBuilder.Redirect.appendTo(directory.resolve("temporal.log").toFile()))
        .start();
  }

  private void awaitServing() {
    WorkflowServiceStubs stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(address()).build());
    try {
      stubs.connect(Duration.ofSeconds(60));
    } finally {
      stubs.shutdownNow();
    }
  }

  String address() {
    return "127.0.0.1:" + port;
  }

  /// Dies at once and comes back on the same file and port.
  void killAndRestart() throws IOException {
    kill();
    process = launch();
    awaitServing();
  }

  private void kill() {
    process.toHandle().destroyForcibly();
    try {
      process.waitFor(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    kill();
  }
}
