package dev.rollback.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rollback.contract.ApplyRetentionRequest;
import dev.rollback.contract.CreateSnapshotRequest;
import dev.rollback.contract.DiffSnapshotsRequest;
import dev.rollback.contract.FailureType;
import dev.rollback.contract.ListFilesRequest;
import dev.rollback.contract.RestoreFilesRequest;
import dev.rollback.contract.Retention;
import dev.rollback.contract.RetentionResult;
import dev.rollback.contract.ScheduledSnapshotRequest;
import dev.rollback.contract.ScheduledSnapshotResult;
import dev.rollback.contract.SnapshotSpec;
import io.temporal.client.WorkflowFailedException;
import io.temporal.failure.ApplicationFailure;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Retention, schedules, parents, and what looks into snapshots of files.
final class RetentionTest {
  private World world = new World();

  @BeforeEach
  void snapshots() {
    create("one", SnapshotSpec.FileSystem.of("/srv"));
    create("two", SnapshotSpec.FileSystem.of("/srv"));
  }

  @AfterEach
  void close() {
    world.close();
  }

  private void create(String id, SnapshotSpec spec) {
    world
        .stub(CreateSnapshot.class, "snapshot/" + id)
        .createSnapshot(CreateSnapshotRequest.of(id, spec));
  }

  private RetentionResult apply(String workflowId, @Nullable Boolean dryRun) {
    return world
        .stub(ApplyRetention.class, workflowId)
        .applyRetention(
            new ApplyRetentionRequest(null, null, null, Map.of(), null, dryRun, null, null));
  }

  @Test
  void aDryRunTellsAndDeletesNothing() {
    world.catalog.going = List.of("one");

    RetentionResult result = apply("dry", true);

    assertThat(result.removed()).isEqualTo(1);
    assertThat(result.freedBytes()).isEqualTo(9);
    assertThat(world.catalog.snapshots).containsKeys("one", "two");
  }

  @Test
  void whatGoesIsDiscardedForgottenAndItsSpaceFreedOnce() {
    world.catalog.going = List.of("one");

    RetentionResult result = apply("real", null);

    assertThat(result.status()).isEqualTo("success");
    assertThat(result.freedBytes()).isEqualTo(7);
    assertThat(world.catalog.snapshots).containsOnlyKeys("two");
    assertThat(world.fileSystem.calls).containsOnlyOnce("discard /srv");
  }

  @Test
  void oneThatCannotGoIsToldAndTheOthersGo() {
    world.catalog.going = List.of("gone-already", "one");

    RetentionResult result = apply("partial", null);

    assertThat(result.status()).isEqualTo("partial");
    assertThat(result.failures()).containsExactly("There is no snapshot gone-already.");
    assertThat(result.removed()).isEqualTo(1);
    assertThat(world.catalog.snapshots).containsOnlyKeys("two");
  }

  @Test
  void aScheduleTakesASnapshotAndAppliesRetentionToItsOwn() {
    world.catalog.going = List.of("one");
    var keep = new Retention(1, null, null, null, null, null, null, List.of(), null, null);
    var request =
        new ScheduledSnapshotRequest(
            "nightly", CreateSnapshotRequest.of("tree", SnapshotSpec.FileSystem.of("/srv")), keep);

    ScheduledSnapshotResult result =
        world.stub(ScheduledSnapshot.class, "schedule/nightly").scheduledSnapshot(request);

    assertThat(result.snapshot().labels()).containsEntry("schedule", "nightly");
    assertThat(Objects.requireNonNull(result.retention()).removed()).isEqualTo(1);
    assertThat(Objects.requireNonNull(world.catalog.retention).labels())
        .isEqualTo(Map.of("schedule", "nightly"));
  }

  @Test
  void aTreeIsComparedWithTheNewestOfTheSame() {
    assertThat(world.fileSystem.captures.getFirst().parent()).isNull();
    assertThat(Objects.requireNonNull(world.fileSystem.captures.getLast().parent()).snapshotId())
        .isEqualTo("one");
  }

  @Test
  void aTreeIsComparedWithTheSnapshotThatItNames() {
    create("other", SnapshotSpec.FileSystem.of("/opt"));
    create("child", tree("/new", "other"));

    assertThat(Objects.requireNonNull(world.fileSystem.captures.getLast().parent()).snapshotId())
        .isEqualTo("other");
  }

  @Test
  void aParentThatIsNotThereIsRefusedBeforeAnythingIsCaptured() {
    int before = world.fileSystem.captures.size();

    var failed =
        catchThrowableOfType(
            WorkflowFailedException.class, () -> create("orphan", tree("/srv", "nothing")));

    assertThat(type(failed)).isEqualTo("SnapshotNotFound");
    assertThat(world.fileSystem.captures).hasSize(before);
  }

  @Test
  void aParentThatHoldsNoFilesIsRefusedAndTheSnapshotIsMarkedAsFailed() {
    create("code", SnapshotSpec.GitCommit.of("/src"));

    var failed =
        catchThrowableOfType(
            WorkflowFailedException.class, () -> create("orphan", tree("/srv", "code")));

    assertThat(type(failed)).isEqualTo("InvalidRequest");
    assertThat(world.catalog.snapshot("orphan").status()).isEqualTo("failed");
  }

  @Test
  void aMemberOfASetIsComparedWithTheMemberOfItsNameInTheSetThatItNames() {
    create("set-1", set(SnapshotSpec.FileSystem.of("/srv"), SnapshotSpec.FileSystem.of("/opt")));
    create("set-2", set(tree("/srv", "set-1"), tree("/opt", "set-1")));

    assertThat(world.fileSystem.captures)
        .filteredOn(order -> order.snapshotId().equals("set-2"))
        .allSatisfy(
            order ->
                assertThat(Objects.requireNonNull(order.parent()).member())
                    .isEqualTo(order.member()));
  }

  private static SnapshotSpec set(SnapshotSpec web, SnapshotSpec tools) {
    return SnapshotSpec.Set.of(
        new SnapshotSpec.Member("web", web), new SnapshotSpec.Member("tools", tools));
  }

  private static SnapshotSpec tree(String path, String parent) {
    return new SnapshotSpec.FileSystem(
        List.of(path), null, List.of(), null, parent, null, null, null);
  }

  private static String type(@Nullable WorkflowFailedException failed) {
    var cause = (ApplicationFailure) Objects.requireNonNull(failed).getCause();
    return Objects.requireNonNull(cause).getType();
  }

  @Test
  void aSnapshotIsComparedWithAnotherOrWithWhatIsThereNow() {
    diff("live", "one", null);
    diff("both", "one", "two");

    assertThat(world.fileSystem.calls)
        .filteredOn(call -> call.startsWith("diff"))
        .satisfiesExactly(
            live -> assertThat(live).contains("snapshotId=one").endsWith(" null"),
            both -> assertThat(both).contains("snapshotId=one", "snapshotId=two"));
  }

  private void diff(String workflowId, String snapshotId, @Nullable String other) {
    world
        .stub(DiffSnapshots.class, workflowId)
        .diffSnapshots(
            new DiffSnapshotsRequest(snapshotId, other, null, List.of(), null, null, null));
  }

  @Test
  void aMemberIsComparedWithItsNamesakeOrWithTheOnlyFilesThereAre() {
    var members =
        SnapshotSpec.Set.of(
            new SnapshotSpec.Member("trees", SnapshotSpec.FileSystem.of("/srv")),
            new SnapshotSpec.Member("files", SnapshotSpec.Configuration.of("/etc")));
    create("set1", members);
    create("set2", members);

    for (String other : List.of("set2", "two")) {
      world
          .stub(DiffSnapshots.class, "with-" + other)
          .diffSnapshots(
              new DiffSnapshotsRequest("set1", other, "trees", List.of(), null, null, null));
    }

    assertThat(world.fileSystem.calls)
        .filteredOn(call -> call.startsWith("diff"))
        .satisfiesExactly(
            namesake -> assertThat(namesake).contains("snapshotId=set2, member=trees"),
            single -> assertThat(single).contains("snapshotId=two, member=null"));
  }

  @Test
  void whereSeveralMembersHoldFilesOneMustBeNamed() {
    create(
        "set",
        SnapshotSpec.Set.of(
            new SnapshotSpec.Member("trees", SnapshotSpec.FileSystem.of("/srv")),
            new SnapshotSpec.Member("files", SnapshotSpec.Configuration.of("/etc"))));

    var failed =
        catchThrowableOfType(WorkflowFailedException.class, () -> list("ambiguous", "set", null));

    assertThat(type(failed)).isEqualTo(FailureType.INVALID_REQUEST.wireName());
    assertThat(failed).hasStackTraceContaining("trees, files");
    list("named", "set", "trees");
  }

  private void list(String workflowId, String snapshotId, @Nullable String member) {
    world
        .stub(ListFiles.class, workflowId)
        .listFiles(new ListFilesRequest(snapshotId, member, null, null, null, null));
  }

  @Test
  void aSnapshotWithoutFilesCannotBeLaidDown() {
    create("code", SnapshotSpec.GitCommit.of("/src"));

    var failed =
        catchThrowableOfType(
            WorkflowFailedException.class,
            () ->
                world
                    .stub(RestoreFiles.class, "restore")
                    .restoreFiles(
                        new RestoreFilesRequest(
                            "code", "/tmp/out", null, List.of(), null, null, null, null)));

    assertThat(type(failed)).isEqualTo("InvalidRequest");
  }
}
