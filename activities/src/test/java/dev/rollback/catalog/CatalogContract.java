package dev.rollback.catalog;

import static dev.rollback.catalog.Samples.anotherRequest;
import static dev.rollback.catalog.Samples.completion;
import static dev.rollback.catalog.Samples.draft;
import static dev.rollback.catalog.Samples.layer;
import static dev.rollback.catalog.Samples.rollback;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rollback.activity.SnapshotCompletion;
import dev.rollback.activity.SnapshotDraft;
import dev.rollback.activity.SnapshotFailure;
import dev.rollback.activity.TargetLock;
import dev.rollback.contract.ApplyRetentionRequest;
import dev.rollback.contract.CapturedLayer;
import dev.rollback.contract.CreateSnapshotRequest;
import dev.rollback.contract.DeleteSnapshotRequest;
import dev.rollback.contract.FailureType;
import dev.rollback.contract.ListSnapshotsRequest;
import dev.rollback.contract.RollbackException;
import dev.rollback.contract.RollbackHistoryRequest;
import dev.rollback.contract.RollbackResult;
import dev.rollback.contract.RollbackStatus;
import dev.rollback.contract.RollbackSummary;
import dev.rollback.contract.RollbackType;
import dev.rollback.contract.SnapshotMetadata;
import dev.rollback.contract.SnapshotRecord;
import dev.rollback.contract.SnapshotSpec;
import dev.rollback.contract.SnapshotSummary;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every catalogue promises.
abstract class CatalogContract {
  static final Predicate<String> NONE_RUNS = _ -> false;
  static final Predicate<String> ALL_RUN = _ -> true;

  protected MemorySidecars sidecars = new MemorySidecars();
  protected Catalog catalog = new MemoryCatalog(sidecars, Clock.systemUTC());

  /// An empty catalogue over the sidecars.
  abstract Catalog emptyCatalog(SidecarFiles files);

  @BeforeEach
  void openCatalogue() {
    sidecars = new MemorySidecars();
    catalog = emptyCatalog(sidecars);
  }

  // What comes before, and what stays

  @Test
  void theNewestOfTheSameThingsOnTheHostIsFound() {
    create("older", 1_700_000_000);
    SnapshotRecord newer = create("newer", 1_700_000_001);

    assertThat(catalog.newest(Samples.FILES, "web1")).contains(newer);
    assertThat(catalog.newest(Samples.FILES, "web2")).isEmpty();
    assertThat(catalog.newest(SnapshotSpec.Configuration.of("/etc/other"), "web1")).isEmpty();
  }

  @Test
  void aSafetySnapshotAndOneThatIsNotCreatedComeBeforeNothing() {
    catalog.begin(draft("safety", "w", 1_700_000_000, Map.of(), false, "r1"), NONE_RUNS);
    catalog.complete(completion("safety"), "w");
    catalog.begin(draft("claimed", "w"), NONE_RUNS);

    assertThat(catalog.newest(Samples.FILES, "web1")).isEmpty();
  }

  @Test
  void aHeldSnapshotIsHeldInRowAndSidecarUntilItIsLetGo() {
    SnapshotRecord created = create("nightly");

    SnapshotRecord held = catalog.hold("nightly", true);

    assertThat(held.hold()).isTrue();
    assertThat(catalog.find("nightly")).isEqualTo(held);
    assertThat(emptyCatalogOverTheSidecars().find("nightly")).isEqualTo(held);
    assertThat(refusal(() -> catalog.beginDelete(delete("nightly"), NONE_RUNS)).type())
        .isEqualTo(FailureType.INVALID_REQUEST);
    assertThat(catalog.hold("nightly", false)).isEqualTo(created);
  }

  private Catalog emptyCatalogOverTheSidecars() {
    Catalog other = new MemoryCatalog(sidecars, Clock.systemUTC());
    other.rebuild();
    return other;
  }

  private static DeleteSnapshotRequest delete(String id) {
    return new DeleteSnapshotRequest(id, null, null, null);
  }

  @Test
  void onlyACreatedSnapshotCanBeHeld() {
    catalog.begin(draft("claimed", "w"), NONE_RUNS);

    assertThat(refusal(() -> catalog.hold("claimed", true)).type())
        .isEqualTo(FailureType.SNAPSHOT_NOT_RESTORABLE);
    assertThat(refusal(() -> catalog.hold("nothing", true)).type())
        .isEqualTo(FailureType.SNAPSHOT_NOT_FOUND);
  }

  @Test
  void retentionJudgesWhatIsCreatedOrBeingDeletedTheNewestFirst() {
    create("older", 1_700_000_000);
    create("newer", 1_700_000_001);
    catalog.begin(draft("claimed", "w"), NONE_RUNS);
    catalog.beginDelete(delete("older"), NONE_RUNS);

    List<Candidate> candidates = catalog.candidates(retention(null, null));

    assertThat(candidates)
        .extracting(each -> each.snapshot().snapshotId())
        .containsExactly("newer", "older");
    assertThat(candidates.getFirst().subjectKey()).isEqualTo(candidates.getLast().subjectKey());
  }

  @Test
  void retentionJudgesOnlyWhatItIsAskedOf() {
    create("nightly");

    assertThat(catalog.candidates(retention(RollbackType.GIT_COMMIT, null))).isEmpty();
    assertThat(catalog.candidates(retention(null, "web2"))).isEmpty();
    assertThat(catalog.candidates(retention(RollbackType.CONFIGURATION, "web1"))).hasSize(1);
  }

  private static ApplyRetentionRequest retention(
      @Nullable RollbackType type, @Nullable String host) {
    return new ApplyRetentionRequest(null, type, host, Map.of(), null, null, null, null);
  }

  // Claims

  @Test
  void aClaimIsListedAsCreating() {
    assertThat(catalog.begin(draft("nightly", "w1"), NONE_RUNS)).isEmpty();

    assertThat(catalog.find("nightly").status()).isEqualTo("creating");
    assertThat(catalog.find("nightly").requestedBy()).isEqualTo("ada");
  }

  @Test
  void theSameRequestIsAnsweredWithTheExistingSnapshot() {
    SnapshotRecord created = create("nightly");

    assertThat(catalog.begin(draft("nightly", "w2"), ALL_RUN)).contains(created);
  }

  @Test
  void aRepeatedClaimGoesOn() {
    catalog.begin(draft("nightly", "w1"), ALL_RUN);

    assertThat(catalog.begin(draft("nightly", "w1"), ALL_RUN)).isEmpty();
  }

  @Test
  void aSecondWorkflowWaitsWhileTheFirstCaptures() {
    catalog.begin(draft("nightly", "w1"), ALL_RUN);

    var refusal = refusal(() -> catalog.begin(draft("nightly", "w2"), ALL_RUN));

    assertThat(refusal.type()).isEqualTo(FailureType.TARGET_BUSY);
    assertThat(refusal).hasMessageContaining("nightly").hasMessageContaining("workflow w1");
  }

  @Test
  void aClaimOfADeadWorkflowIsTakenOver() {
    catalog.begin(draft("nightly", "w1"), ALL_RUN);

    assertThat(catalog.begin(draft("nightly", "w2"), "w2"::equals)).isEmpty();

    assertThat(catalog.find("nightly").workflowId()).isEqualTo("w2");
    assertThat(refusal(() -> catalog.complete(completion("nightly"), "w1")).type())
        .isEqualTo(FailureType.SNAPSHOT_EXISTS);
    assertThat(sidecars.list()).isEmpty();
  }

  @Test
  void anotherRequestIsToldWhatHasTheId() {
    create("nightly");

    var refusal =
        refusal(() -> catalog.begin(anotherRequest(draft("nightly", "w"), "w2"), ALL_RUN));

    assertThat(refusal.type()).isEqualTo(FailureType.SNAPSHOT_EXISTS);
    assertThat(refusal)
        .hasMessageContaining("nightly")
        .hasMessageContaining("configuration of /etc/app/app.yml")
        .hasMessageContaining("2023-11-14T22:13:20Z");
  }

  @Test
  void anotherRequestIsRefusedWhileTheFirstIsCaptured() {
    catalog.begin(draft("nightly", "w1"), ALL_RUN);

    assertThat(
            refusal(() -> catalog.begin(anotherRequest(draft("nightly", "w"), "w2"), ALL_RUN))
                .type())
        .isEqualTo(FailureType.SNAPSHOT_EXISTS);
  }

  @Test
  void aFailedSnapshotIsReplacedByAnyRequest() {
    catalog.begin(draft("nightly", "w1"), ALL_RUN);
    catalog.fail(new SnapshotFailure("nightly", "PathNotFound", "It is gone."), "w1");
    assertThat(catalog.find("nightly").error()).isEqualTo("It is gone.");

    catalog.begin(anotherRequest(draft("nightly", "w"), "w2"), ALL_RUN);

    assertThat(catalog.find("nightly").status()).isEqualTo("creating");
    assertThat(catalog.find("nightly").config().type()).isEqualTo(RollbackType.GIT_COMMIT);
    assertThat(catalog.find("nightly").error()).isNull();
  }

  @Test
  void anIdThatIsBeingDeletedIsNotReused() {
    create("nightly");
    catalog.beginDelete(delete("nightly", false), NONE_RUNS);

    var refusal = refusal(() -> catalog.begin(draft("nightly", "w2"), NONE_RUNS));

    assertThat(refusal.type()).isEqualTo(FailureType.SNAPSHOT_EXISTS);
    assertThat(refusal).hasMessageContaining("rollback delete nightly");
  }

  // Completion and failure

  @Test
  void completingTwiceChangesNothing() {
    SnapshotRecord created = create("nightly");

    assertThat(catalog.complete(completion("nightly"), "w-nightly")).isEqualTo(created);
    assertThat(catalog.find("nightly")).isEqualTo(created);
    assertThat(created.status()).isEqualTo("created");
    assertThat(created.storedBytes()).isEqualTo(10);
    assertThat(created.host()).isEqualTo("web1");
  }

  @Test
  void theSidecarIsWrittenBeforeTheRow() {
    catalog = emptyCatalog(new RefusingSidecars());
    catalog.begin(draft("nightly", "w1"), NONE_RUNS);

    assertThat(refusal(() -> catalog.complete(completion("nightly"), "w1")).type())
        .isEqualTo(FailureType.INSUFFICIENT_DISK_SPACE);
    assertThat(catalog.find("nightly").status()).isEqualTo("creating");
  }

  @Test
  void aSetIsCompleteOnlyWithAllItsMembers() {
    var first = new SnapshotSpec.Member("first", Samples.FILES);
    var second = new SnapshotSpec.Member("second", Samples.FILES);
    var set = CreateSnapshotRequest.of("both", SnapshotSpec.Set.of(first, second));
    catalog.begin(new SnapshotDraft("both", set, 1, "d", null, "w"), NONE_RUNS);
    List<CapturedLayer> layers =
        List.of(
            layer("both", "first", Samples.FILES, 1), layer("both", "second", Samples.FILES, 2));

    var refusal =
        refusal(
            () -> catalog.complete(new SnapshotCompletion("both", layers.subList(0, 1), 1), "w"));
    SnapshotRecord created = catalog.complete(new SnapshotCompletion("both", layers, 1), "w");

    assertThat(refusal.type()).isEqualTo(FailureType.INVALID_REQUEST);
    assertThat(created.storedBytes()).isEqualTo(3);
    assertThat(created.metadata())
        .isInstanceOfSatisfying(
            SnapshotMetadata.Members.class,
            members -> assertThat(members.members()).containsOnlyKeys("first", "second"));
  }

  @Test
  void aCreatedSnapshotNeverFailsAfterwards() {
    create("nightly");

    catalog.fail(new SnapshotFailure("nightly", "Timeout", "late"), "w-nightly");
    catalog.fail(new SnapshotFailure("unknown", "Timeout", "late"), "w-nightly");

    assertThat(catalog.find("nightly").status()).isEqualTo("created");
    assertThat(sidecars.list()).containsExactly("nightly");
  }

  @Test
  void aFailureDoesNotTouchAnothersClaim() {
    catalog.begin(draft("nightly", "w1"), NONE_RUNS);

    catalog.fail(new SnapshotFailure("nightly", "Timeout", "late"), "w0");

    assertThat(catalog.find("nightly").status()).isEqualTo("creating");
  }

  // Finding and listing

  @Test
  void aMissingSnapshotIsToldWithThoseAlike() {
    create("deploy-2024-01");
    create("unrelated");

    var refusal = refusal(() -> catalog.find("deploy-2024-10"));

    assertThat(refusal.type()).isEqualTo(FailureType.SNAPSHOT_NOT_FOUND);
    assertThat(refusal)
        .hasMessageContaining("Did you mean deploy-2024-01?")
        .hasMessageNotContaining("unrelated");
  }

  @Test
  void listsNewestFirstPageByPageWithTheTotal() {
    IntStream.range(0, 5).forEach(n -> begin("s" + n, 100 + n, Map.of(), null));

    var page = catalog.list(new ListSnapshotsRequest(null, null, Map.of(), null, null, 2, 1));
    var beyond = catalog.list(new ListSnapshotsRequest(null, null, Map.of(), null, null, 2, 9));

    assertThat(page.snapshots())
        .extracting(SnapshotSummary::snapshotId)
        .containsExactly("s3", "s2");
    assertThat(page.total()).isEqualTo(5);
    assertThat(beyond.snapshots()).isEmpty();
    assertThat(beyond.total()).isEqualTo(5);
  }

  @Test
  void listsWhatEveryFilterLetsThrough() {
    begin("old", 100, Map.of("env", "prod"), null);
    begin("new", 200, Map.of("env", "prod", "team", "a'\"\\%"), null);
    begin("undo", 300, Map.of(), "r1");
    create("done");

    assertThat(ids(null, "created", Map.of(), null, null)).containsExactly("done");
    assertThat(ids(null, null, Map.of("env", "prod"), null, null)).containsExactly("new", "old");
    assertThat(ids(null, null, Map.of("team", "a'\"\\%"), null, null)).containsExactly("new");
    assertThat(ids(null, null, Map.of("env", "pro"), null, null)).isEmpty();
    assertThat(ids(null, "creating", Map.of(), 200L, null)).containsExactly("undo", "new");
    assertThat(ids(null, "creating", Map.of(), null, false)).containsExactly("new", "old");
    assertThat(ids(RollbackType.GIT_COMMIT, null, Map.of(), null, null)).isEmpty();
  }

  // Deleting

  @Test
  void deletingTakesRowAndSidecarAndMayBeRepeated() {
    create("nightly");

    assertThat(catalog.beginDelete(delete("nightly", false), NONE_RUNS).status())
        .isEqualTo("deleting");
    assertThat(catalog.beginDelete(delete("nightly", false), NONE_RUNS).handles()).hasSize(1);
    catalog.completeDelete("nightly");
    catalog.completeDelete("nightly");

    assertThat(refusal(() -> catalog.find("nightly")).type())
        .isEqualTo(FailureType.SNAPSHOT_NOT_FOUND);
    assertThat(sidecars.list()).isEmpty();
  }

  @Test
  void aLateRepeatOfADeleteSparesTheNewSnapshotOfTheId() {
    create("nightly");
    catalog.beginDelete(delete("nightly", false), NONE_RUNS);
    catalog.completeDelete("nightly");
    SnapshotRecord again = create("nightly");

    catalog.completeDelete("nightly");

    assertThat(catalog.find("nightly")).isEqualTo(again);
    assertThat(sidecars.list()).containsExactly("nightly");
  }

  @Test
  void aHeldSnapshotIsDeletedOnlyByForce() {
    catalog.begin(draft("kept", "w", 1, Map.of(), true, null), NONE_RUNS);
    catalog.complete(completion("kept"), "w");

    assertThat(refusal(() -> catalog.beginDelete(delete("kept", false), NONE_RUNS)).type())
        .isEqualTo(FailureType.INVALID_REQUEST);
    assertThat(catalog.beginDelete(delete("kept", true), NONE_RUNS).status()).isEqualTo("deleting");
  }

  @Test
  void aSnapshotThatIsRolledBackToIsNeverDeleted() {
    create("nightly");
    catalog.record(rollback("r1", "nightly", RollbackStatus.RUNNING, 1));

    var refusal = refusal(() -> catalog.beginDelete(delete("nightly", true), NONE_RUNS));
    catalog.record(rollback("r1", "nightly", RollbackStatus.COMPLETED, 1));

    assertThat(refusal.type()).isEqualTo(FailureType.TARGET_BUSY);
    assertThat(refusal).hasMessageContaining("r1");
    assertThat(catalog.beginDelete(delete("nightly", false), NONE_RUNS).status())
        .isEqualTo("deleting");
  }

  @Test
  void theUndoOfARunningRollbackIsDeletedOnlyByForce() {
    begin("undo", 1, Map.of(), "r1");
    catalog.complete(completion("undo"), "w-undo");
    catalog.record(rollback("r1", "nightly", RollbackStatus.RUNNING, 1));

    assertThat(refusal(() -> catalog.beginDelete(delete("undo", false), NONE_RUNS)).type())
        .isEqualTo(FailureType.TARGET_BUSY);
    assertThat(catalog.beginDelete(delete("undo", true), NONE_RUNS).status()).isEqualTo("deleting");
  }

  @Test
  void aSnapshotBeingCapturedIsDeletedOnlyWhenItsWorkflowIsDead() {
    catalog.begin(draft("nightly", "w1"), NONE_RUNS);

    assertThat(refusal(() -> catalog.beginDelete(delete("nightly", true), ALL_RUN)).type())
        .isEqualTo(FailureType.TARGET_BUSY);
    assertThat(catalog.beginDelete(delete("nightly", false), NONE_RUNS).status())
        .isEqualTo("deleting");
  }

  @Test
  void noRollbackBeginsOnASnapshotThatIsBeingDeleted() {
    create("nightly");
    catalog.beginDelete(delete("nightly", false), NONE_RUNS);

    assertThat(
            refusal(() -> catalog.record(rollback("r1", "nightly", RollbackStatus.RUNNING, 1)))
                .type())
        .isEqualTo(FailureType.SNAPSHOT_NOT_RESTORABLE);
    catalog.record(rollback("r1", "nightly", RollbackStatus.FAILED, 1));
    assertThat(catalog.findRollback("r1").status()).isEqualTo(RollbackStatus.FAILED);
  }

  // Rollbacks

  @Test
  void theFirstFinalResultStands() {
    RollbackResult last = rollback("r1", "s", RollbackStatus.PARTIAL, 1, "undo", "half \u0000 way");
    catalog.record(rollback("r1", "s", RollbackStatus.RUNNING, 1));
    catalog.record(last);

    catalog.record(rollback("r1", "s", RollbackStatus.RUNNING, 1));
    catalog.record(rollback("r1", "s", RollbackStatus.COMPLETED, 1));

    assertThat(catalog.findRollback("r1")).isEqualTo(last);
    assertThat(catalog.runningRollbacks()).isEmpty();
  }

  @Test
  void theHistoryTellsWhoWhyWhatWasLostAndTheProof() {
    catalog.record(rollback("r1", "s", RollbackStatus.COMPLETED, 1, "undo", null));

    RollbackSummary summary = catalog.rollbacks(RollbackHistoryRequest.ALL).rollbacks().getFirst();

    assertThat(summary.requestedBy()).isEqualTo("ada");
    assertThat(summary.reason()).isEqualTo("bad release");
    assertThat(summary.approvedBy()).isEqualTo("grace");
    assertThat(summary.safetySnapshotId()).isEqualTo("undo");
    assertThat(summary.losses().getFirst().sample()).containsExactly("/etc/app/app.yml");
    assertThat(summary.proof()).containsExactly("app: 12 files equal");
  }

  @Test
  void theHistoryIsFilteredAndPagedNewestFirst() {
    for (int n = 0; n < 4; n++) {
      catalog.record(rollback("r" + n, "s" + n % 2, RollbackStatus.COMPLETED, 100 + n));
    }
    catalog.record(rollback("now", "s0", RollbackStatus.RUNNING, 200));

    assertThat(history("s0", null, null, 10, 0)).containsExactly("now", "r2", "r0");
    assertThat(history(null, RollbackStatus.COMPLETED, 102L, 10, 0)).containsExactly("r3", "r2");
    assertThat(history(null, null, null, 2, 1)).containsExactly("r3", "r2");
    assertThat(catalog.rollbacks(RollbackHistoryRequest.ALL).total()).isEqualTo(5);
    assertThat(catalog.runningRollbacks())
        .extracting(RollbackResult::rollbackId)
        .containsExactly("now");
  }

  @Test
  void anUnknownRollbackIsAnInvalidRequest() {
    assertThat(refusal(() -> catalog.findRollback("r9")).type())
        .isEqualTo(FailureType.INVALID_REQUEST);
  }

  // Locks

  @Test
  void aDirectoryCoversWhatIsBeneathItAndNothingElse() {
    lock("r1", "web1:/a/b/");

    assertThat(refusal(() -> lock("r2", "web1:/a/b")).type()).isEqualTo(FailureType.TARGET_BUSY);
    assertThat(refusal(() -> lock("r2", "web1:/a/b/c/d")).type())
        .isEqualTo(FailureType.TARGET_BUSY);
    assertThat(refusal(() -> lock("r2", "web1:/a")).type()).isEqualTo(FailureType.TARGET_BUSY);
    assertThat(refusal(() -> lock("r2", "web1:/")).type()).isEqualTo(FailureType.TARGET_BUSY);
    lock("r2", "web1:/a/bc", "web1:/a/b-c", "web2:/a/b", "web1:name");
    assertThat(catalog.locks())
        .extracting(HeldLock::target)
        .containsExactlyInAnyOrder(
            "web1:/a/b", "web1:/a/bc", "web1:/a/b-c", "web2:/a/b", "web1:name");
  }

  @Test
  void aConflictNamesTheHolderAndTakesNothing() {
    lock("r1", "web1:/etc");

    var refusal = refusal(() -> lock("r2", "web1:/srv", "web1:/etc/app"));

    assertThat(refusal)
        .hasMessageContaining("web1:/etc/app")
        .hasMessageContaining("rollback r1")
        .hasMessageContaining("workflow rollback/r1")
        .hasMessageMatching(".*since \\d{4}-.*");
    assertThat(catalog.locks()).extracting(HeldLock::rollbackId).containsExactly("r1");
  }

  @Test
  void lockingAndUnlockingMayBeRepeated() {
    FencingToken first = lock("r1", "web1:/a");
    FencingToken again = lock("r1", "web1:/a", "web1:/a/b");
    catalog.unlock("r1");
    catalog.unlock("r1");

    assertThat(again).isEqualTo(first);
    assertThat(catalog.locks()).isEmpty();
    assertThat(lock("r2", "web1:/a").number()).isGreaterThan(first.number());
  }

  @Test
  void aTargetLongerThanAnIndexEntryIsLocked() {
    String path = "web1:/" + "d".repeat(4000);
    lock("r1", path + "/a");

    assertThat(refusal(() -> lock("r2", path)).type()).isEqualTo(FailureType.TARGET_BUSY);
  }

  @Test
  void aTargetThatIsNoneIsRefusedByName() {
    for (String target : List.of("/etc", "web1:/a/../b", ":x", "web1:", "web1:/\ud800", "a:\0")) {
      assertThat(refusal(() -> lock("r1", target)).type()).isEqualTo(FailureType.INVALID_REQUEST);
    }
    assertThat(catalog.locks()).isEmpty();
  }

  @Test
  void aDeadHolderIsToldAndNotRobbed() {
    lock("r1", "web1:/b", "web1:/a");
    lock("r2", "web1:/c");

    List<StaleLock> stale = catalog.stale("rollback/r2"::equals);

    assertThat(stale).hasSize(1);
    assertThat(stale.getFirst().rollbackId()).isEqualTo("r1");
    assertThat(stale.getFirst().targets()).containsExactly("web1:/a", "web1:/b");
    assertThat(refusal(() -> lock("r3", "web1:/a")).type()).isEqualTo(FailureType.TARGET_BUSY);
  }

  // Counts and rebuild

  @Test
  void countsWhatIsThere() {
    create("one");
    create("two");
    catalog.begin(draft("three", "w"), NONE_RUNS);
    catalog.record(rollback("r1", "one", RollbackStatus.RUNNING, 1));
    catalog.record(rollback("r2", "one", RollbackStatus.FAILED, 1));

    assertThat(catalog.counts()).isEqualTo(new CatalogCounts(2, 2, 1, 20));
  }

  @Test
  void sidecarsAloneGiveTheSameCatalogue() {
    begin("labelled", 5, Map.of("env", "prod €"), null);
    catalog.complete(completion("labelled"), "w-labelled");
    create("plain");
    begin("undo", 7, Map.of(), "r1");
    catalog.complete(completion("undo"), "w-undo");
    Catalog rebuilt = emptyCatalog(sidecars);

    RebuildReport report = rebuilt.rebuild();

    assertThat(report.added()).containsExactly("labelled", "plain", "undo");
    for (String id : report.added()) {
      assertThat(rebuilt.find(id).metadata()).isNotNull();
    }
    assertThat(rebuilt.find("labelled").labels()).containsEntry("env", "prod €");
    assertThat(rebuilt.find("undo").safetyFor()).isEqualTo("r1");
    assertThat(rebuilt.begin(draft("plain", "w9"), NONE_RUNS)).isPresent();
    assertThat(rebuilt.rebuild())
        .isEqualTo(new RebuildReport(3, List.of(), 3, List.of(), List.of()));
  }

  @Test
  void everyFieldOfARecordSurvivesARebuild() {
    SnapshotRecord before = create("plain");

    Catalog rebuilt = emptyCatalog(sidecars);
    rebuilt.rebuild();

    assertThat(rebuilt.find("plain")).isEqualTo(before);
  }

  @Test
  void aDamagedSidecarIsNamedAndPassedOver() {
    create("good");
    create("flipped");
    create("torn");
    create("moved");
    byte[] flipped = sidecars.read("flipped").orElseThrow();
    String text = new String(flipped, StandardCharsets.UTF_8);
    sidecars.write(
        "flipped",
        text.replace("root of flipped", "roou of flipped").getBytes(StandardCharsets.UTF_8));
    sidecars.write("torn", Arrays.copyOf(flipped, flipped.length / 2));
    sidecars.write("moved", sidecars.read("good").orElseThrow());
    sidecars.write("empty", new byte[0]);
    assertThat(catalog.damagedSidecars())
        .extracting(RebuildReport.Finding::snapshotId)
        .containsExactly("empty", "flipped", "moved", "torn");
    Catalog rebuilt = emptyCatalog(sidecars);

    RebuildReport report = rebuilt.rebuild();

    assertThat(report.added()).containsExactly("good");
    assertThat(report.damaged()).isEqualTo(catalog.damagedSidecars());
  }

  @Test
  void anExistingRowStandsAndTheDifferenceIsTold() {
    create("nightly");
    Catalog other = emptyCatalog(sidecars);
    other.begin(anotherRequest(draft("nightly", "w"), "w2"), NONE_RUNS);

    RebuildReport report = other.rebuild();

    assertThat(other.find("nightly").status()).isEqualTo("creating");
    assertThat(report.different()).hasSize(1);
    assertThat(report.different().getFirst().why()).contains("creating");
  }

  // Helpers

  SnapshotRecord create(String id) {
    catalog.begin(draft(id, "w-" + id), NONE_RUNS);
    return catalog.complete(completion(id), "w-" + id);
  }

  private SnapshotRecord create(String id, long createdAt) {
    begin(id, createdAt, Map.of(), null);
    return catalog.complete(completion(id), "w-" + id);
  }

  private void begin(
      String id, long createdAt, Map<String, String> labels, @Nullable String safetyFor) {
    catalog.begin(draft(id, "w-" + id, createdAt, labels, false, safetyFor), NONE_RUNS);
  }

  FencingToken lock(String rollbackId, String... targets) {
    return catalog.lock(new TargetLock(rollbackId, "rollback/" + rollbackId, List.of(targets)));
  }

  static DeleteSnapshotRequest delete(String id, boolean force) {
    return new DeleteSnapshotRequest(id, force, null, null);
  }

  static RollbackException refusal(ThrowingCallable call) {
    RollbackException refusal = catchThrowableOfType(RollbackException.class, call);
    assertThat(refusal).isNotNull();
    return refusal;
  }

  private List<String> ids(
      @Nullable RollbackType type,
      @Nullable String status,
      Map<String, String> labels,
      @Nullable Long since,
      @Nullable Boolean includeSafety) {
    var request = new ListSnapshotsRequest(type, status, labels, since, includeSafety, null, null);
    return catalog.list(request).snapshots().stream().map(SnapshotSummary::snapshotId).toList();
  }

  private List<String> history(
      @Nullable String snapshotId,
      @Nullable RollbackStatus status,
      @Nullable Long since,
      int limit,
      int offset) {
    var request = new RollbackHistoryRequest(snapshotId, status, since, limit, offset);
    return catalog.rollbacks(request).rollbacks().stream()
        .map(RollbackSummary::rollbackId)
        .toList();
  }

  /// A store whose disk is full.
  private static final class RefusingSidecars implements SidecarFiles {
    @Override
    public void write(String snapshotId, byte[] json) {
      throw new RollbackException(
          FailureType.INSUFFICIENT_DISK_SPACE, "Insufficient disk space: /store");
    }

    @Override
    public Optional<byte[]> read(String snapshotId) {
      return Optional.empty();
    }

    @Override
    public List<String> list() {
      return List.of();
    }

    @Override
    public void delete(String snapshotId) {}
  }
}
