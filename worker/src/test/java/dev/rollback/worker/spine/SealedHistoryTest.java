package dev.rollback.worker.spine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.rollback.contract.FailureType;
import dev.rollback.testing.Component;
import dev.rollback.testing.Requires;
import io.temporal.api.common.v1.Payload;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.converter.RawValue;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// A worker and a command line that share a key, over a server that has none.
@Requires({Component.TEMPORAL, Component.POSTGRES})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SealedHistoryTest {
  private static final String KEYS = "2026b=env:SEALING_KEY,2026a=env:OLDER_KEY";
  private static final String ENCODED_KEY = "q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA=";
  private static final String OLDER_KEY = "ASNFZ4mrze8BI0VniavN7wEjRWeJq83vASNFZ4mrze8=";

  private Installation installation;
  private WorkerProcess worker;

  @BeforeAll
  void install(@TempDir Path directory) throws Exception {
    installation = new Installation(directory);
    installation.settings.put("ROLLBACK_PAYLOAD_KEYS", KEYS);
    installation.settings.put("SEALING_KEY", ENCODED_KEY);
    installation.settings.put("OLDER_KEY", OLDER_KEY);
    worker = installation.startWorker().awaitReady();
  }

  @AfterAll
  void close() throws IOException {
    worker.close();
    installation.close();
  }

  @Test
  void aRollbackLeavesNothingReadableInTemporalsOwnDatabase() throws Exception {
    Path file = file("hidden-orders", "good\n");
    assertThat(rollback(true, "create", "sealed-1", "--config-file", file.toString()))
        .contains("success", file.toString());
    Files.writeString(file, "bad\n");
    assertThat(
            rollback(
                true, "rollback", "sealed-1", "--yes", "--reason", "hidden-reason", "-o", "json"))
        .contains("\"status\" : \"completed\"");
    assertThat(file).hasContent("good");

    Path missing = file.resolveSibling("hidden-missing");
    assertThat(rollback(true, "create", "sealed-2", "--config-file", missing.toString()))
        .contains("type: PathNotFound", missing.toString());

    assertThat(recorded("sealed-1")).isTrue();
    assertThat(recorded("hidden-")).isFalse();
    assertThat(worker.metrics())
        .contains("rollback_rollbacks_total{reverted=\"false\",status=\"completed\"")
        .contains("rollback_snapshot_failures_total{error_type=\"PathNotFound\"} 1.0");
  }

  @Test
  void withoutTheKeyTheCommandLineSaysWhatItLacks() throws Exception {
    assertThat(rollback(false, "status")).contains("cannot be read", "ROLLBACK_PAYLOAD_KEYS");
    assertThat(rollback(false, "show", "no-such"))
        .contains("SnapshotNotFound", "is sealed", "ROLLBACK_PAYLOAD_KEYS");
  }

  @Test
  void aCallerWithoutTheKeyIsUnderstoodAndOnlyItsOwnWordsAreReadable() throws Exception {
    Path file = file("plainly-sent", "good\n");
    WorkflowStub stub = plain("CreateSnapshot", "snapshot/plain-1");
    stub.start(
        Map.of(
            "snapshot_id",
            "plain-1",
            "type",
            "configuration",
            "config",
            Map.of("config_files", List.of(file.toString()))));
    Payload answer = stub.getResult(RawValue.class).getPayload();

    assertThat(answer.getMetadataOrThrow("encoding").toStringUtf8()).isEqualTo("binary/encrypted");
    assertThat(rollback(true, "show", "plain-1", "-o", "json")).contains(file.toString());
    assertThat(recorded("plainly-sent")).isTrue();
  }

  @Test
  void aRequestThatCannotBeOpenedEndsAtOnce() {
    var foreign =
        Payload.newBuilder()
            .putMetadata("encoding", ByteString.copyFromUtf8("binary/encrypted"))
            .putMetadata("encryption-key-id", ByteString.copyFromUtf8("theirs"))
            .setData(ByteString.copyFromUtf8("0123456789012345678901234567890"))
            .build();
    WorkflowStub stub = plain("CreateSnapshot", "snapshot/foreign-1");
    stub.start(new RawValue(foreign));
    assertThatThrownBy(() -> stub.getResult(Object.class))
        .isInstanceOf(WorkflowFailedException.class)
        .cause()
        .isInstanceOfSatisfying(
            ApplicationFailure.class,
            failure ->
                assertThat(failure.getType()).isEqualTo(FailureType.INVALID_REQUEST.wireName()));
  }

  private Path file(String marker, String content) throws IOException {
    Path directory = Files.createDirectories(installation.targets.resolve(marker));
    return Files.writeString(directory.resolve("app.conf"), content);
  }

  private WorkflowStub plain(String type, String workflowId) {
    return installation.client.newUntypedWorkflowStub(
        type,
        WorkflowOptions.newBuilder()
            .setTaskQueue(Installation.QUEUE)
            .setWorkflowId(workflowId)
            .setWorkflowExecutionTimeout(Duration.ofMinutes(2))
            .build());
  }

  /// Whether a text stands anywhere in what the server has written.
  private boolean recorded(String text) throws IOException {
    try (Stream<Path> files = Files.list(installation.directory)) {
      for (Path file : files.filter(each -> each.toString().contains("temporal.db")).toList()) {
        if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text)) {
          return true;
        }
      }
      return false;
    }
  }

  /// What our command line printed, errors included.
  private String rollback(boolean withKeys, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
    command.add("dev.rollback.worker.Main");
    command.addAll(List.of(arguments));
    Path output = Files.createTempFile(installation.directory, "run-", ".out");
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(output.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("ROLLBACK_"));
    builder.environment().put("TEMPORAL_ADDRESS", installation.temporal.address());
    if (withKeys) {
      builder.environment().putAll(installation.settings);
    }
    builder.start().waitFor();
    return Files.readString(output);
  }
}
