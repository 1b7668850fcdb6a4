package dev.rollback.worker.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.contract.CreateSnapshotRequest;
import dev.rollback.contract.ListSnapshotsRequest;
import dev.rollback.contract.SnapshotSpec;
import dev.rollback.contract.SnapshotSummary;
import dev.rollback.testing.Component;
import dev.rollback.testing.Requires;
import dev.rollback.workflow.CreateSnapshot;
import dev.rollback.workflow.ListSnapshots;
import io.temporal.client.WorkflowOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevCommandTest {
  @TempDir Path directory;

  @Test
  @Requires({Component.TEMPORAL, Component.POSTGRES})
  void snapshotsOutliveAStopAndAKill() throws Exception {
    Path state = directory.resolve("state");
    try (Child first = dev(state)) {
      create(address(first.ready()), "before-stop");
      assertThat(first.stop()).as(first.errors()).isZero();
      assertThat(Child.running(directory)).isEmpty();
    }
    try (Child second = dev(state)) {
      create(address(second.ready()), "before-kill");
      second.kill();
      Child.await(() -> Child.running(directory).isEmpty());
    }
    try (Child third = dev(state)) {
      assertThat(snapshots(address(third.ready())))
          .containsExactlyInAnyOrder("before-stop", "before-kill");
      assertThat(third.stop()).as(third.errors()).isZero();
    }
    assertThat(Child.running(directory)).isEmpty();
  }

  @Test
  @Requires({Component.TEMPORAL, Component.POSTGRES})
  void twoStacksRunSideBySide() throws Exception {
    try (Child one = dev(directory.resolve("one"));
        Child other = dev(directory.resolve("other"))) {
      create(address(one.ready()), "mine");

      assertThat(snapshots(address(other.ready()))).isEmpty();
      assertThat(snapshots(address(one.ready()))).containsExactly("mine");
    }
    Child.await(() -> Child.running(directory).isEmpty());
  }

  @Test
  void aTakenPortEndsItWithASentence() throws Exception {
    try (var taken = new java.net.ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress());
        Child child =
            Child.start(
                directory,
                Child.environment(),
                "dev",
                "--offline",
                "--state-dir=" + directory.resolve("state"),
                "--port=" + taken.getLocalPort())) {
      assertThat(child.exit()).isEqualTo(1);
      assertThat(child.out()).isEmpty();
      assertThat(child.errors())
          .isEqualTo(
              "Port %d is taken on this machine: choose another with --port PORT (0 takes any free one).%n"
                  .formatted(taken.getLocalPort()));
    }
    assertThat(Child.running(directory)).isEmpty();
  }

  private Child dev(Path state) throws IOException {
    return Child.start(
        directory,
        Child.environment(),
        "dev",
        "--state-dir=" + state,
        "--port=0",
        "--ui-port=0",
        "--offline");
  }

  private static String address(String ready) {
    assertThat(ready)
        .matches("READY temporal=\\S+:\\d+ ui=http\\S+ catalogue=jdbc:postgresql:\\S+ store=/\\S+");
    return ready.replaceFirst("READY temporal=(\\S+) .*", "$1");
  }

  private void create(String address, String id) throws IOException {
    Path file = Files.writeString(directory.resolve(id + ".conf"), "kept = yes\n");
    try (var connection = TemporalConnection.open(address, "default")) {
      connection
          .client()
          .newWorkflowStub(CreateSnapshot.class, options("snapshot/" + id))
          .createSnapshot(
              CreateSnapshotRequest.of(id, SnapshotSpec.Configuration.of(file.toString())));
    }
  }

  private static List<String> snapshots(String address) {
    try (var connection = TemporalConnection.open(address, "default")) {
      return connection
          .client()
          .newWorkflowStub(ListSnapshots.class, options("list"))
          .listSnapshots(ListSnapshotsRequest.ALL)
          .snapshots()
          .stream()
          .map(SnapshotSummary::snapshotId)
          .toList();
    }
  }

  private static WorkflowOptions options(String workflowId) {
    return WorkflowOptions.newBuilder()
        .setTaskQueue("rollback-manager")
        .setWorkflowId(workflowId)
        .build();
  }
}
