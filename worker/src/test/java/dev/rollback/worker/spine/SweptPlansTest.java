package dev.rollback.worker.spine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.contract.ExecuteRollbackRequest;
import dev.rollback.contract.SnapshotSpec;
import dev.rollback.testing.Component;
import dev.rollback.testing.Requires;
import dev.rollback.workflow.ExecuteRollback;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A worker that starts lets go of old plans, and of no others.
@Requires({Component.TEMPORAL, Component.POSTGRES})
final class SweptPlansTest {
  @TempDir private Path directory = Path.of("");

  @Test
  void theOldPlanOfADryRunGoesAndThatOfARollbackWhichWaitsForApprovalStays() throws Exception {
    try (var installation = new Installation(directory)) {
      Path file = Files.writeString(installation.targets.resolve("app.conf"), "good\n");
      try (var worker = installation.startWorker().awaitReady()) {
        installation.create("s1", SnapshotSpec.Configuration.of(file.toString()));
        Files.writeString(file, "bad\n");
        assertThat(planned(installation, "dry", "{\"snapshot_id\":\"s1\",\"dry_run\":true}"))
            .isEqualTo("planned");
        waits(installation, "waits");
        assertThat(plans()).hasSize(2);
        worker.stop();
      }
      makeOld();

      try (var _ = installation.startWorker().awaitReady()) {
        Instant deadline = Instant.now().plusSeconds(60);
        while (plans().size() > 1 && Instant.now().isBefore(deadline)) {
          TimeUnit.MILLISECONDS.sleep(100);
        }
        assertThat(plans()).singleElement().asString().contains("plan+waits");
        installation.client.newUntypedWorkflowStub("rollback/waits").cancel();
      }
    }
  }

  private static String planned(Installation installation, String id, String request)
      throws IOException {
    return installation.roll(id, read(request)).status().wireName();
  }

  private static void waits(Installation installation, String id) throws Exception {
    ExecuteRollback waiting =
        installation.start(
            id,
            read("{\"snapshot_id\":\"s1\",\"approval\":{\"required\":true,\"timeout\":86400}}"));
    Instant deadline = Instant.now().plusSeconds(60);
    while (!waiting.progress().phase().equals("awaiting approval")) {
      assertThat(Instant.now()).isBefore(deadline);
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  private static ExecuteRollbackRequest read(String request) throws IOException {
    return new com.fasterxml.jackson.databind.ObjectMapper()
        .readValue(request, ExecuteRollbackRequest.class);
  }

  /// The store's lists of what plans keep.
  private List<Path> plans() throws IOException {
    try (Stream<Path> lists = Files.list(directory.resolve("store/owners"))) {
      return lists.filter(list -> list.getFileName().toString().startsWith("plan+")).toList();
    }
  }

  private void makeOld() throws IOException {
    try (Stream<Path> records = Files.list(directory.resolve("state/here/plans"))) {
      for (Path each : records.toList()) {
        String old = Files.readString(each).replaceFirst("(\"made_at\":)\\d+", "$11000000000");
        assertThat(old).contains("\"made_at\":1000000000");
        Files.writeString(each, old);
      }
    }
  }
}
