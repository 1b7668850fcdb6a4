package dev.rollback.worker.spine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollback.contract.ApplyRetentionRequest;
import dev.rollback.contract.Retention;
import dev.rollback.contract.SnapshotSpec;
import dev.rollback.testing.Component;
import dev.rollback.testing.Requires;
import dev.rollback.worker.cli.Exit;
import dev.rollback.workflow.ApplyRetention;
import io.temporal.client.WorkflowClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Holding, retention and schedules as an operator uses them, on a real installation.
@Requires({Component.TEMPORAL, Component.POSTGRES})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ThinnedSnapshotsTest {
  private Installation installation;
  private WorkerProcess worker;
  private Operator operator;

  @BeforeAll
  void install(@TempDir Path directory) throws Exception {
    installation = new Installation(directory);
    worker = installation.startWorker().awaitReady();
    operator = new Operator(installation);
  }

  @AfterAll
  void close() throws IOException {
    worker.close();
    installation.close();
  }

  /// Snapshots of one file, each with content of its own, the first the oldest.
  private void snapshots(String name, int count) throws IOException {
    Path file = installation.targets.resolve(name + ".conf");
    for (int i = 1; i <= count; i++) {
      Files.writeString(file, name + i + "\n");
      installation.create(name + "-" + i, SnapshotSpec.Configuration.of(file.toString()));
    }
  }

  private Set<String> listed(String name) throws IOException {
    return StreamSupport.stream(
            operator.asks("list", "--limit", "1000").path("snapshots").spliterator(), false)
        .map(each -> each.path("snapshot_id").asText())
        .filter(id -> id.startsWith(name + "-"))
        .collect(TreeSet::new, TreeSet::add, TreeSet::addAll);
  }

  /// Whose content the store keeps, by the names of its lists.
  private Set<String> kept(String name) throws IOException {
    try (Stream<Path> lists = Files.list(installation.directory.resolve("store/owners"))) {
      return lists
          .map(list -> list.getFileName().toString())
          .filter(owner -> owner.startsWith(name + "-"))
          .map(owner -> owner.replaceFirst("[.+].*", ""))
          .collect(TreeSet::new, TreeSet::add, TreeSet::addAll);
    }
  }

  @Test
  void aDryRunTellsWhatStaysAndGoesAndWhyAndDeletesNothing() throws IOException {
    snapshots("dry", 3);

    Operator.Ended told = operator.run("retention", "--keep-last", "1", "--dry-run");

    assertThat(told.exit()).isEqualTo(Exit.SUCCESS);
    assertThat(told.out())
        .contains("configuration, host here, " + installation.targets.resolve("dry.conf"))
        .contains("last snapshot", "no rule keeps it", "Nothing was deleted.");
    assertThat(listed("dry")).containsExactly("dry-1", "dry-2", "dry-3");
  }

  @Test
  void whatNoRuleKeepsGoesFromCatalogueAndStoreAndAHeldOneStays() throws IOException {
    snapshots("gone", 4);
    assertThat(operator.asks("hold", "gone-1", "--reason", "evidence").path("hold").asBoolean())
        .isTrue();

    operator.asks("retention", "--keep-last", "2", "--type", "configuration");

    assertThat(listed("gone")).containsExactly("gone-1", "gone-3", "gone-4");
    assertThat(kept("gone")).isEqualTo(listed("gone"));
  }

  @Test
  void aHeldSnapshotIsNotDeletedUntilItIsReleased() throws IOException {
    snapshots("kept", 1);
    operator.asks("hold", "kept-1");

    Operator.Ended refused = operator.run("delete", "kept-1");
    operator.asks("release", "kept-1");

    assertThat(refused.exit()).isEqualTo(Exit.FAILED);
    assertThat(refused.err()).contains("held", "rollback release kept-1");
    assertThat(operator.run("delete", "kept-1").exit()).isEqualTo(Exit.SUCCESS);
  }

  @Test
  void aWorkerKilledInTheMiddleLeavesNothingHalfDeleted() throws Exception {
    snapshots("killed", 12);
    var retention = installation.stub(ApplyRetention.class, "killed");
    WorkflowClient.start(retention::applyRetention, request());
    await(() -> !Files.exists(sidecar("killed-1")));
    worker.kill();

    worker = installation.startWorker().awaitReady();
    installation
        .client
        .newUntypedWorkflowStub("killed")
        .getResult(120, TimeUnit.SECONDS, JsonNode.class);

    assertThat(listed("killed")).containsExactly("killed-12");
    assertThat(kept("killed")).isEqualTo(listed("killed"));
  }

  private static ApplyRetentionRequest request() {
    return new ApplyRetentionRequest(
        new Retention(1, null, null, null, null, null, null, List.of(), null, null),
        null,
        null,
        Map.of(),
        null,
        null,
        null,
        null);
  }

  private Path sidecar(String id) {
    return installation.directory.resolve("store").resolve(id + "_metadata.json");
  }

  @Test
  void aScheduleTakesSnapshotsAndKeepsAsManyOfItsOwnAsItIsTold() throws Exception {
    Path file = Files.writeString(installation.targets.resolve("scheduled.conf"), "one\n");
    JsonNode made =
        operator.asks(
            "schedule",
            "create",
            "hourly",
            "--cron",
            "0 3 * * 1-5",
            "--type",
            "configuration",
            "--config-file",
            file.toString(),
            "--keep-last",
            "2");
    assertThat(made.path("times").get(0).asText()).isEqualTo("0 3 * * 1-5");
    for (int runs = 1; runs <= 3; runs++) {
      operator.asks("schedule", "trigger", "hourly");
      awaitRuns(runs);
    }

    assertThat(listed("hourly")).hasSize(2);
    assertThat(operator.asks("schedule", "pause", "hourly").path("paused").asBoolean()).isTrue();
    assertThat(operator.run("schedule", "list").out()).contains("hourly", "paused");
    assertThat(operator.asks("schedule", "resume", "hourly").path("paused").asBoolean()).isFalse();
    operator.asks("schedule", "delete", "hourly");
    assertThat(operator.run("schedule", "describe", "hourly").err())
        .contains("There is no schedule hourly");
    assertThat(listed("hourly")).hasSize(2);
  }

  /// Each run is named after its second, so that the next must wait for it to have ended.
  private void awaitRuns(int runs) throws Exception {
    await(() -> operator.asks("schedule", "describe", "hourly").path("runs").size() == runs);
    String workflow =
        operator.asks("schedule", "describe", "hourly").path("runs").get(runs - 1).asText();
    installation
        .client
        .newUntypedWorkflowStub(workflow)
        .getResult(60, TimeUnit.SECONDS, JsonNode.class);
  }

  @FunctionalInterface
  private interface Condition {
    boolean holds() throws IOException;
  }

  private static void await(Condition condition) throws Exception {
    Instant deadline = Instant.now().plusSeconds(60);
    while (!condition.holds()) {
      assertThat(Instant.now()).isBefore(deadline);
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }
}
