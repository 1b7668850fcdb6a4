package dev.rollback.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.client.WorkflowOptions;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RollbackManagerTest {
  private World world;
  private int calls;

  @BeforeAll
  void open() {
    world = new World();
    world.git.targets.put("/app/source", "v1");
  }

  @AfterAll
  void close() {
    world.close();
  }

  private Map<String, Object> process(@Nullable Object config) {
    calls++;
    return world.stub(RollbackManager.class, "process-" + calls).process(config);
  }

  @Test
  void aSnapshotIsAnsweredInTheReferencesShape() {
    Map<String, Object> answer =
        process(
            Map.of(
                "action", "create_snapshot",
                "snapshot_id", "deployment_v1.2.3",
                "type", "git_commit",
                "config", Map.of("repo_path", "/app/source")));

    assertThat(answer)
        .containsEntry("status", "success")
        .containsEntry("snapshot_id", "deployment_v1.2.3")
        .containsEntry("type", "git_commit");
    assertThat((Map<?, ?>) answer.get("metadata")).isNotNull();
    assertThat(String.valueOf(answer.get("metadata"))).contains("created_at");
  }

  @Test
  void aRollbackIsAnsweredInTheReferencesShape() {
    process(
        Map.of(
            "action", "create_snapshot",
            "snapshot_id", "s2",
            "type", "git_commit",
            "config", Map.of("repo_path", "/app/source")));

    Map<String, Object> answer =
        process(
            Map.of(
                "action",
                "execute_rollback",
                "snapshot_id",
                "s2",
                "validation",
                Map.of(
                    "tests", List.of(Map.of("type", "git_commit", "expected_commit", "abc123")))));

    assertThat(answer)
        .containsEntry("status", "completed")
        .containsKeys(
            "rollback_id",
            "started_at",
            "completed_at",
            "duration",
            "technical_details",
            "execution_result",
            "verification_results");
  }

  @Test
  void whateverIsWrongIsAnsweredAsFailed() {
    assertThat(process("text")).containsEntry("error_type", "InvalidRequest");
    assertThat(process(null)).containsEntry("status", "failed");
    assertThat(process(List.of(1))).containsEntry("status", "failed");
    assertThat(process(Map.of("action", "explode"))).containsEntry("error_type", "InvalidRequest");
    assertThat(process(Map.of())).containsEntry("error_type", "InvalidRequest");
    assertThat(process(Map.of("action", "execute_rollback", "snapshot_id", "none")))
        .containsEntry("status", "failed")
        .containsEntry("error_type", "SnapshotNotFound")
        .containsKey("rollback_id");
    assertThat(
            process(
                Map.of(
                    "action", "create_snapshot",
                    "snapshot_id", "db",
                    "type", "database",
                    "config", Map.of("database_name", "x"))))
        .containsEntry("error_type", "UnsupportedType");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "NaN",
        "{} {}",
        "{\"action\": \"status\"} x",
        "{\"action\": \"status\", \"action\": \"list_snapshots\"}",
        "{\"action\": [1]}"
      })
  void whatCannotBeReadIsAnsweredAsFailed(String json) {
    assertThat(process(RawJson.of(json)))
        .containsEntry("status", "failed")
        .containsEntry("error_type", "InvalidRequest");
  }

  @Test
  void whatIsNestedWithoutEndIsAnsweredAsFailed() {
    assertThat(process(RawJson.of("[".repeat(100_000)))).containsEntry("status", "failed");
  }

  @Test
  void whatIsTooLongIsAnsweredAsFailed() {
    assertThat(process(Map.of("action", "x".repeat(600_000))).get("error"))
        .asString()
        .contains("at most 524288");
  }

  @Test
  void anotherEncodingThanJsonIsAnsweredAsFailed() {
    assertThat(process(new byte[] {1, 2})).containsEntry("error_type", "InvalidRequest");
  }

  @Test
  void twoInputsAreAnsweredAsFailed() {
    calls++;
    var stub =
        world
            .environment
            .getWorkflowClient()
            .newUntypedWorkflowStub(
                "RollbackManager",
                WorkflowOptions.newBuilder()
                    .setTaskQueue(World.QUEUE)
                    .setWorkflowId("process-" + calls)
                    .build());
    stub.start(Map.of(), Map.of("action", "status"));

    assertThat(stub.getResult(Map.class).get("error"))
        .isEqualTo("One request is expected, 2 were given.");
  }

  @Test
  void theReadingActionsAnswer() {
    assertThat(process(Map.of("action", "list_snapshots"))).containsEntry("status", "success");
    assertThat(process(Map.of("action", "get_rollback_history")))
        .containsEntry("status", "success");
    assertThat(process(Map.of("action", "status"))).containsEntry("status", "success");
  }
}
