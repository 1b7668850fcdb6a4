package dev.rollback.layer.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.contract.FailureType;
import dev.rollback.contract.RollbackException;
import dev.rollback.contract.SnapshotSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A snapshot's objects live as long as the snapshot.
class GitObjectsTest {
  private static final String LOSE = "git reflog expire --expire=now --all; git gc -q --prune=now";

  private Bench bench;
  private TestRepository repository;

  @BeforeEach
  void open(@TempDir Path directory) throws IOException {
    bench = new Bench(directory);
    repository = bench.repository("shop");
    repository.write("a", "1\n").commit("first");
    repository.write("a", "committed, then lost\n").commit("second");
    repository.write("a", "dirty\n").write("new", "untracked\n").write("staged", "staged\n");
    repository.git("add", "staged");
    repository.write("staged", "staged and edited\n");
  }

  @AfterEach
  void close() throws IOException {
    bench.close();
  }

  private void loseEverything() {
    repository.git("reset", "-q", "--hard", "HEAD~1");
    repository.shell("git clean -fdq; " + LOSE);
  }

  @Test
  void garbageCollectionTakesNothingFromASnapshot() {
    var snapshot = bench.capture("s", repository);
    String before = repository.everything();
    loseEverything();

    bench.rollBack(snapshot);

    assertThat(repository.everything()).isEqualTo(before);
  }

  @Test
  void aPruningFetchTakesNothingFromASnapshot() {
    var snapshot = bench.capture("s", repository);
    String before = repository.everything();
    var remote = new TestRepository(bench.place("remote.git"));
    repository.git("clone", "-q", "--bare", ".", remote.top().toString());
    repository.git("remote", "add", "origin", remote.top().toString());
    repository.git("fetch", "-q", "--prune", "origin");
    loseEverything();

    bench.rollBack(snapshot);

    assertThat(repository.everything()).isEqualTo(before);
  }

  @Test
  void discardingReleasesEverythingAndIsHarmlessTwice() throws IOException {
    var snapshot = bench.capture("s", repository);

    bench.discard(snapshot);
    bench.discard(snapshot);

    assertThat(repository.git("for-each-ref", "refs/rollback")).isEmpty();
    assertThat(bench.store.owners()).isEmpty();
  }

  @Test
  void discardingOneSnapshotKeepsAnotherWhoseNameBeginsAlike() {
    var snapshot = bench.capture("s", repository);
    bench.capture("s1", repository);

    bench.discard(snapshot);

    assertThat(repository.git("for-each-ref", "refs/rollback/s1")).isNotEmpty();
  }

  @Test
  void capturingTwiceGivesAnEqualSnapshot() {
    var first = bench.capture("s", repository);
    repository.write("a", "changed between\n");
    var second = bench.capture("s", repository);

    assertThat(second.handle().root()).isEqualTo(first.handle().root());
    assertThat(second.metadata()).isEqualTo(first.metadata());
  }

  @Test
  void oddSnapshotIdsMakeValidReferences() {
    for (String id : List.of("a..b", "x.lock", "end.", "-dash", "v1.2.3", "_", "n".repeat(128))) {
      var snapshot = bench.capture(id, repository);
      assertThat(repository.git("for-each-ref", Pins.of(id, null))).as(id).isNotEmpty();
      bench.discard(snapshot);
    }
    assertThat(repository.git("for-each-ref", "refs/rollback")).isEmpty();
  }

  private SnapshotSpec.GitCommit bundled() {
    return new SnapshotSpec.GitCommit(repository.top().toString(), null, List.of(), null, true);
  }

  @Test
  void lostObjectsComeBackFromTheBundle() {
    var snapshot = bench.capture("s", bundled());
    String before = repository.everything();
    repository.shell(
        "git for-each-ref --format='delete %(refname)' refs/rollback | git update-ref --stdin");
    loseEverything();

    bench.rollBack(snapshot);

    assertThat(repository.everything()).isEqualTo(before);
    assertThat(repository.git("for-each-ref", "refs/rollback/s")).isNotEmpty();
  }

  @Test
  void lostObjectsWithoutABundleAreRefused() {
    var snapshot = bench.capture("s", repository);
    repository.shell(
        "git for-each-ref --format='delete %(refname)' refs/rollback | git update-ref --stdin");
    loseEverything();
    String before = repository.everything();

    assertThatThrownBy(() -> bench.plan(snapshot))
        .isInstanceOfSatisfying(
            RollbackException.class,
            e -> assertThat(e.type()).isEqualTo(FailureType.SNAPSHOT_NOT_RESTORABLE));
    assertThat(repository.everything()).isEqualTo(before);
  }

  @Test
  void aDeletedRepositoryIsMadeAgainFromItsBundle() {
    var snapshot = bench.capture("s", bundled());
    String before = repository.everything();
    repository.shell("rm -rf ../shop");

    var plan = bench.plan(snapshot);
    Bench.restored(bench.restore(snapshot, plan));

    assertThat(repository.everything()).isEqualTo(before);
    assertThat(plan.warnings()).anyMatch(warning -> warning.contains("configuration"));
  }

  @Test
  void aDeletedRepositoryIsNotMadeOverOtherFiles() {
    var snapshot = bench.capture("s", bundled());
    repository.shell("rm -rf ../shop; mkdir ../shop; echo mine > ../shop/mine");

    assertThatThrownBy(() -> bench.plan(snapshot)).isInstanceOf(RollbackException.class);
    assertThat(repository.shell("ls -A")).isEqualTo("mine");
  }

  @Test
  void aDeletedRepositoryWithoutABundleIsRefused() {
    var snapshot = bench.capture("s", repository);
    repository.shell("rm -rf ../shop");

    assertThatThrownBy(() -> bench.plan(snapshot))
        .isInstanceOfSatisfying(
            RollbackException.class,
            e -> assertThat(e.type()).isEqualTo(FailureType.PATH_NOT_FOUND));
  }
}
