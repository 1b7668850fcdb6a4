package dev.rollback.worker.spine;

import dev.rollback.contract.CreateSnapshotRequest;
import dev.rollback.contract.ExecuteRollbackRequest;
import dev.rollback.contract.RollbackResult;
import dev.rollback.contract.SnapshotRecord;
import dev.rollback.contract.SnapshotSpec;
import dev.rollback.workflow.CreateSnapshot;
import dev.rollback.workflow.ExecuteRollback;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// A whole installation in a directory: Temporal's server, PostgreSQL, and worker processes.
final class Installation implements AutoCloseable {
  static final String QUEUE = "rollback-manager";

  final Path directory;
  final Path targets;
  final TemporalServer temporal;
  final EmbeddedPostgres postgres;
  final WorkflowClient client;

  /// What workers are told beside the usual, and in place of it.
  final Map<String, String> settings = new HashMap<>();

  private final WorkflowServiceStubs stubs;

  Installation(Path directory) throws IOException {
    this.directory = directory;
    this.targets = Files.createDirectories(directory.resolve("targets")).toRealPath();
    this.temporal = new TemporalServer(directory);
    this.postgres = EmbeddedPostgres.start();
    this.stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(temporal.address()).build());
    this.client = WorkflowClient.newInstance(stubs);
  }

  WorkerProcess startWorker() throws IOException {
    return new WorkerProcess(this);
  }

  String databaseUrl() {
    return "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(postgres.getPort());
  }

  <T> T stub(Class<T> type, String workflowId) {
    return client.newWorkflowStub(
        type,
        WorkflowOptions.newBuilder()
            .setTaskQueue(QUEUE)
            .setWorkflowId(workflowId)
            .setWorkflowExecutionTimeout(Duration.ofMinutes(10))
            .build());
  }

  SnapshotRecord create(String snapshotId, SnapshotSpec spec) {
    return stub(CreateSnapshot.class, "snapshot/" + snapshotId)
        .createSnapshot(CreateSnapshotRequest.of(snapshotId, spec));
  }

  ExecuteRollback start(String rollbackId, ExecuteRollbackRequest request) {
    ExecuteRollback stub = stub(ExecuteRollback.class, "rollback/" + rollbackId);
    WorkflowClient.start(stub::executeRollback, request);
    return stub;
  }

  RollbackResult roll(String rollbackId, ExecuteRollbackRequest request) {
    return stub(ExecuteRollback.class, "rollback/" + rollbackId).executeRollback(request);
  }

  /// A number from the catalogue's database.
  long count(String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(databaseUrl(), "postgres", "postgres");
        var statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  @Override
  public void close() throws IOException {
    stubs.shutdownNow();
    temporal.close();
    postgres.close();
  }
}
