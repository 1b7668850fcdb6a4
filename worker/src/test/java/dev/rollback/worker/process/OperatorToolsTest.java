package dev.rollback.worker.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.contract.CreateSnapshotRequest;
import dev.rollback.contract.SnapshotRecord;
import dev.rollback.contract.SnapshotSpec;
import dev.rollback.testing.Component;
import dev.rollback.testing.Requires;
import dev.rollback.worker.Settings.Database;
import dev.rollback.workflow.CreateSnapshot;
import io.temporal.client.WorkflowOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What an operator does beside Temporal: read a content, rebuild a catalogue, ask the doctor.
@Requires(Component.POSTGRES)
class OperatorToolsTest {
  private static final Map<String, String> NO_PROGRAMS = Map.of("PATH", "", "HOME", "/nowhere");

  @TempDir Path stateDirectory;
  @TempDir Path directory;

  private DevStack stack;

  @BeforeEach
  void start() {
    DevOptions options = new DevOptions(stateDirectory, 0, 0, List.of(), true, "default", true);
    stack = DevStack.start(options, NO_PROGRAMS);
  }

  @AfterEach
  void stop() {
    stack.close();
  }

  @Test
  void contentsAreReadFromTheStoreAtHand() throws Exception {
    SnapshotRecord snapshot = snapshot("kept");
    var contents = new StoreContents(storeSettings());
    var out = new ByteArrayOutputStream();

    contents.print(snapshot, file().toString(), out);

    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("workers = 4\n");
    assertThatThrownBy(() -> contents.print(snapshot, "/etc/passwd", out))
        .hasMessageContaining("Snapshot kept holds no file /etc/passwd");
  }

  private Map<String, String> storeSettings() {
    return Map.of(
        "ROLLBACK_STORE",
        stack.settings().store().place(),
        "ROLLBACK_STORE_KEY",
        "file:" + stateDirectory.resolve("store.key"));
  }

  @Test
  void anEmptyCatalogueIsRebuiltFromTheSidecars() throws Exception {
    snapshot("one");
    snapshot("two");
    try (Child rebuild = Child.start(directory, onNewDatabase(), "catalog", "rebuild")) {
      assertThat(rebuild.exit()).as(rebuild.errors()).isZero();
      assertThat(rebuild.out().lines())
          .containsExactly(
              "2 sidecars: 2 snapshots added, 0 there already, 0 that differ, 0 damaged.",
              "added    one",
              "added    two");
    }
  }

  @Test
  void theDoctorNamesTheNextStepAndFailsOnlyWhenStrict() throws Exception {
    try (Child asked = Child.start(directory, NO_PROGRAMS, "doctor");
        Child strict = Child.start(directory, NO_PROGRAMS, "doctor", "--strict")) {
      assertThat(asked.exit()).isZero();
      assertThat(asked.out())
          .contains("Install git and put it on PATH.", "ROLLBACK_ALLOWED_ROOTS is missing")
          .contains("database         -    not in this version");
      assertThat(strict.exit()).isEqualTo(1);
    }
  }

  private Path file() {
    return directory.resolve("app.conf");
  }

  private SnapshotRecord snapshot(String id) throws IOException {
    Files.writeString(file(), "workers = 4\n");
    return stack
        .connection()
        .client()
        .newWorkflowStub(
            CreateSnapshot.class,
            WorkflowOptions.newBuilder()
                .setTaskQueue(stack.settings().taskQueue())
                .setWorkflowId("snapshot/" + id)
                .build())
        .createSnapshot(
            CreateSnapshotRequest.of(id, SnapshotSpec.Configuration.of(file().toString())));
  }

  private Map<String, String> onNewDatabase() throws Exception {
    Database database = stack.settings().database();
    try (var connection =
            DriverManager.getConnection(
                database.url(), database.user(), database.password().value());
        var statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE afresh");
    }
    Map<String, String> values = new HashMap<>(Child.environment());
    values.put("ROLLBACK_DATABASE_URL", database.url().replaceFirst("[^/]+$", "afresh"));
    values.put("ROLLBACK_DATABASE_USER", database.user());
    values.put("ROLLBACK_DATABASE_PASSWORD", database.password().value());
    values.putAll(storeSettings());
    values.put("ROLLBACK_ALLOWED_ROOTS", directory.toString());
    return values;
  }
}
