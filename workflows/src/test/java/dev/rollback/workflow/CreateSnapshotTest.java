package dev.rollback.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rollback.contract.CreateSnapshotRequest;
import dev.rollback.contract.FailureType;
import dev.rollback.contract.SnapshotRecord;
import dev.rollback.contract.SnapshotSpec;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.failure.ApplicationFailure;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class CreateSnapshotTest {
  private World world;

  @BeforeAll
  void open() {
    world = new World();
  }

  @AfterAll
  void close() {
    world.close();
  }

  private SnapshotRecord create(CreateSnapshotRequest request) {
    return world
        .stub(CreateSnapshot.class, "snapshot/" + request.snapshotId())
        .createSnapshot(request);
  }

  private ApplicationFailure failure(CreateSnapshotRequest request) {
    return failure(() -> create(request));
  }

  private static ApplicationFailure failure(ThrowableAssert.ThrowingCallable call) {
    var failed = Objects.requireNonNull(catchThrowableOfType(WorkflowFailedException.class, call));
    return (ApplicationFailure) Objects.requireNonNull(failed.getCause());
  }

  @Test
  void aSnapshotIsAnsweredAsSuccessAndKeptAsCreated() {
    SnapshotRecord record =
        create(CreateSnapshotRequest.of("one", SnapshotSpec.Configuration.of("/etc/one")));

    assertThat(record.status()).isEqualTo("success");
    assertThat(world.catalog.snapshot("one").status()).isEqualTo("created");
  }

  @Test
  void theSameRequestAgainAnswersTheExistingSnapshotWithoutCapturing() {
    var request = CreateSnapshotRequest.of("twice", SnapshotSpec.Configuration.of("/etc/twice"));
    SnapshotRecord first = create(request);

    SnapshotRecord second = create(request);

    assertThat(second.handles()).isEqualTo(first.handles());
    assertThat(world.configuration.calls).containsOnlyOnce("capture /etc/twice");
  }

  @Test
  void anotherRequestUnderTheSameIdIsRefused() {
    create(CreateSnapshotRequest.of("taken", SnapshotSpec.Configuration.of("/etc/a")));

    assertThat(
            failure(CreateSnapshotRequest.of("taken", SnapshotSpec.Configuration.of("/etc/b")))
                .getType())
        .isEqualTo("SnapshotExists");
  }

  @Test
  void aFailedMemberFailsTheSetAndDiscardsTheOthers() {
    world.git.failures.put("capture /broken", FailureType.NOT_A_GIT_REPOSITORY);
    var set =
        SnapshotSpec.Set.of(
            new SnapshotSpec.Member("files", SnapshotSpec.Configuration.of("/etc/set")),
            new SnapshotSpec.Member("code", SnapshotSpec.GitCommit.of("/broken")));

    ApplicationFailure failure = failure(CreateSnapshotRequest.of("broken-set", set));

    assertThat(failure.getType()).isEqualTo("NotAGitRepository");
    assertThat(failure.getDetails().get(0, SnapshotRecord.class).errorType())
        .isEqualTo("NotAGitRepository");
    assertThat(world.catalog.snapshot("broken-set").status()).isEqualTo("failed");
    assertThat(world.configuration.calls).contains("discard /etc/set");
  }

  @Test
  void aMissingIdIsTakenFromTheWorkflowId() {
    SnapshotRecord record =
        world
            .stub(CreateSnapshot.class, "snapshot/from-workflow")
            .createSnapshot(
                new CreateSnapshotRequest(
                    null,
                    SnapshotSpec.Configuration.of("/etc/x"),
                    null,
                    Map.of(),
                    null,
                    null,
                    null,
                    null,
                    null));

    assertThat(record.snapshotId()).isEqualTo("from-workflow");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"snapshot_id":"x","type":"configuration","config":{"config_files":["/a"]},"lables":{}} | InvalidRequest | lables
          {"snapshot_id":"x","type":"configuration","config":{"config_fils":["/a"]}} | InvalidRequest | config_fils
          {"snapshot_id":"x","type":"floppy","config":{"config_files":["/a"]}} | UnsupportedType | floppy
          {"snapshot_id":"x","type":7,"config":{"config_files":["/a"]}} | UnsupportedType | 7
          {"snapshot_id":"x","config":{"config_files":["/a"]}} | InvalidRequest | type
          {"snapshot_id":"x","type":"configuration"} | InvalidRequest | config
          {"snapshot_id":"x","type":"configuration","config":null} | InvalidRequest | config
          {"snapshot_id":"x","type":"configuration","config":[]} | InvalidRequest | "config"
          {"snapshot_id":"x","type":"configuration","config":{"config_files":"/a"}} | InvalidRequest | config_files
          {"snapshot_id":"x","type":"configuration","config":{"config_files":[7]}} | InvalidRequest | config_files
          {"snapshot_id":"x","type":"configuration","config":{"config_files":[]}} | InvalidRequest | config_files
          {"snapshot_id":"../x","type":"configuration","config":{"config_files":["/a"]}} | InvalidRequest | snapshot_id
          {"snapshot_id":".x","type":"configuration","config":{"config_files":["/a"]}} | InvalidRequest | snapshot_id
          {"snapshot_id":"a\\u0000b","type":"configuration","config":{"config_files":["/a"]}} | InvalidRequest | snapshot_id
          {"snapshot_id":5,"type":"configuration","config":{"config_files":["/a"]}} | InvalidRequest | snapshot_id
          {"snapshot_id":"x","snapshot_id":"y","type":"configuration","config":{"config_files":["/a"]}} | InvalidRequest | JSON
          {"snapshot_id":"x","type":"configuration","config":{"config_files":["/a"]},"timeout":"soon"} | InvalidRequest | timeout
          {"snapshot_id":"x","type":"configuration","config":{"config_files":["/a"]},"timeout":-1} | InvalidRequest | timeout
          {"snapshot_id":"x","type":"configuration","config":{"config_files":["/a"]},"hold":"yes"} | InvalidRequest | hold
          {"snapshot_id":"x","type":"set","config":{"members":[{"name":"m","type":"set","config":{"members":[]}}]}} | InvalidRequest | members
          [] | InvalidRequest | object
          "text" | InvalidRequest | object
          null | InvalidRequest | missing
          """)
  void aBadRequestEndsTheWorkflowByName(String json, String type, String named) {
    var stub =
        world
            .environment
            .getWorkflowClient()
            .newUntypedWorkflowStub(
                "CreateSnapshot", WorkflowOptions.newBuilder().setTaskQueue(World.QUEUE).build());
    int callsBefore = world.calls().size();

    stub.start(RawJson.of(json));
    ApplicationFailure failure = failure(() -> stub.getResult(Object.class));

    assertThat(failure.getType()).isEqualTo(type);
    assertThat(failure.getOriginalMessage()).contains(named);
    assertThat(world.calls()).hasSize(callsBefore);
  }

  @Test
  void aSurplusArgumentIsRefused() {
    var stub =
        world
            .environment
            .getWorkflowClient()
            .newUntypedWorkflowStub(
                "CreateSnapshot", WorkflowOptions.newBuilder().setTaskQueue(World.QUEUE).build());
    stub.start(RawJson.of("{}"), RawJson.of("{}"));

    assertThat(failure(() -> stub.getResult(Object.class)).getType()).isEqualTo("InvalidRequest");
  }

  @Test
  void anUnknownWorkflowTypeEndsWithTheKnownOnes() {
    var stub =
        world
            .environment
            .getWorkflowClient()
            .newUntypedWorkflowStub(
                "CreateSnapshoot", WorkflowOptions.newBuilder().setTaskQueue(World.QUEUE).build());
    stub.start();

    assertThat(failure(() -> stub.getResult(Object.class)).getOriginalMessage())
        .contains("CreateSnapshot,");
  }
}
