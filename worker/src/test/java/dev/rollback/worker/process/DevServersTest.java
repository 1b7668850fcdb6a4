package dev.rollback.worker.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.testing.Component;
import dev.rollback.testing.Requires;
import dev.rollback.worker.Settings.Database;
import io.temporal.api.operatorservice.v1.ListSearchAttributesRequest;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevServersTest {
  private static final Programs REAL = new Programs(System.getenv());
  private static final Programs NONE = new Programs(Map.of("PATH", "", "HOME", "/nowhere"));

  @TempDir Path directory;

  @Test
  @Requires({Component.TEMPORAL, Component.POSTGRES})
  void whatIsKeptIsThereAfterARestart() throws SQLException {
    try (DevServers servers = DevServers.start(options(0), REAL);
        Connection connection = connect(servers.database())) {
      connection.createStatement().execute("CREATE TABLE kept AS SELECT 42 AS answer");
      assertThat(searchAttributes(servers)).contains("RollbackSnapshotId");
    }
    try (DevServers servers = DevServers.start(options(0), REAL);
        Connection connection = connect(servers.database());
        var rows = connection.createStatement().executeQuery("SELECT answer FROM kept")) {
      assertThat(rows.next()).isTrue();
      assertThat(searchAttributes(servers))
          .contains("RollbackSnapshotId", "RollbackType", "RollbackStatus");
    }
    assertThat(running(directory)).isEmpty();
  }

  @Test
  @Requires(Component.POSTGRES)
  void withoutTheProgramTemporalRunsInMemoryAndSaysWhatThatLacks() {
    try (DevServers servers = DevServers.start(options(0), NONE)) {
      assertThat(servers.temporal().lacks()).get().asString().contains("no Web UI");
      assertThat(servers.temporal().ui()).isEmpty();
    }
    assertThat(running(directory)).isEmpty();
  }

  @Test
  @Requires(Component.POSTGRES)
  void aSecondStackOnTheSameDirectoryIsRefused() {
    try (DevServers _ = DevServers.start(options(0), NONE)) {
      assertThatThrownBy(() -> DevServers.start(options(0), NONE))
          .isInstanceOf(ProcessException.class)
          .hasMessageContaining("Another stack runs on the state directory " + directory)
          .hasMessageContaining("--state-dir");
    }
  }

  @Test
  void aTakenPortIsNamedWithItsOptionAndNothingIsLeft() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> DevServers.start(options(taken.getLocalPort()), NONE))
          .isInstanceOf(ProcessException.class)
          .hasMessageContaining("Port " + taken.getLocalPort() + " is taken")
          .hasMessageContaining("--port");
    }
    assertThat(running(directory)).isEmpty();
  }

  private DevOptions options(int port) {
    return new DevOptions(directory, port, 0, List.of(), true, "default", true);
  }

  private static Connection connect(Database database) throws SQLException {
    return DriverManager.getConnection(
        database.url(), database.user(), database.password().value());
  }

  private static Set<String> searchAttributes(DevServers servers) {
    var stubs =
        OperatorServiceStubs.newServiceStubs(
            OperatorServiceStubsOptions.newBuilder()
                .setTarget(servers.temporal().address())
                .validateAndBuildWithDefaults());
    try {
      return stubs
          .blockingStub()
          .listSearchAttributes(
              ListSearchAttributesRequest.newBuilder().setNamespace("default").build())
          .getCustomAttributesMap()
          .keySet();
    } finally {
      stubs.shutdownNow();
    }
  }

  /// The processes whose command line names the directory.
  private static Set<String> running(Path directory) {
    return ProcessHandle.allProcesses()
        .map(handle -> handle.info().commandLine().orElse(""))
        .filter(line -> line.contains(directory.toString()))
        .collect(Collectors.toSet());
  }
}
