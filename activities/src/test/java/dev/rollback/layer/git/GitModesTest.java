package dev.rollback.layer.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.contract.CapturedLayer;
import dev.rollback.contract.FailureType;
import dev.rollback.contract.GitOptions;
import dev.rollback.contract.LayerPlan;
import dev.rollback.contract.Loss;
import dev.rollback.contract.RollbackException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Predicate;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which way back, and what becomes of uncommitted work.
class GitModesTest {
  private Bench bench;
  private TestRepository repository;
  private String first = "";
  private CapturedLayer snapshot;

  @BeforeEach
  void open(@TempDir Path directory) throws IOException {
    bench = new Bench(directory);
    repository = bench.repository("shop");
    repository.write("a.txt", "one\n").write("b.txt", "b\n").write("dir/c.txt", "c\n");
    first = repository.commit("first");
    snapshot = bench.capture("s", repository);
    repository.write("a.txt", "two\n").write("since.txt", "since\n").commit("second");
    repository.write("a.txt", "three\n").commit("third");
  }

  @AfterEach
  void close() throws IOException {
    bench.close();
  }

  private void rollBack(GitOptions options, String... paths) {
    Bench.restored(bench.restore(snapshot, bench.plan(snapshot, options, false, paths)));
  }

  private static GitOptions dirty(GitOptions.Dirty dirty) {
    return new GitOptions(null, dirty, null, null, null, null);
  }

  @Test
  void movingTellsTheCommitsThatAreLost() {
    LayerPlan plan = bench.plan(snapshot);

    assertThat(plan.losses()).extracting(Loss::kind).containsExactly("commit");
    assertThat(plan.losses().getFirst().sample())
        .extracting(line -> line.replaceFirst("^\\w+ ", ""))
        .containsExactly("third", "second");
    assertThat(plan.changes().modify()).isEqualTo(1);
    assertThat(plan.changes().delete()).isEqualTo(1);
    assertThat(plan.sample()).contains("modify a.txt", "delete since.txt");
  }

  @Test
  void movingNamesTheRollbackInTheReflog() {
    rollBack(GitOptions.DEFAULT);

    assertThat(repository.git("reflog", "-1", "main")).contains("rollback to snapshot s");
  }

  @Test
  void revertKeepsHistoryAndRestoresTheContent() {
    String third = repository.head();

    rollBack(Bench.mode(GitOptions.Mode.REVERT, null));

    assertThat(repository.git("rev-parse", "HEAD~1")).isEqualTo(third);
    assertThat(repository.git("rev-parse", "HEAD^{tree}"))
        .isEqualTo(repository.git("rev-parse", first + "^{tree}"));
    assertThat(repository.git("status", "--porcelain")).isEmpty();
    assertThat(repository.git("log", "-1", "--format=%B")).contains("third", "second");
  }

  @Test
  void revertLosesNoCommit() {
    LayerPlan plan = bench.plan(snapshot, Bench.mode(GitOptions.Mode.REVERT, null), false);

    assertThat(plan.losses()).isEmpty();
  }

  @Test
  void branchLeavesTheOldBranchWhereItIs() {
    String third = repository.head();

    rollBack(Bench.mode(GitOptions.Mode.BRANCH, "rescue"));

    assertThat(repository.git("symbolic-ref", "HEAD")).isEqualTo("refs/heads/rescue");
    assertThat(repository.head()).isEqualTo(first);
    assertThat(repository.git("rev-parse", "main")).isEqualTo(third);
    assertThat(repository.read("a.txt")).isEqualTo("one\n");
  }

  @Test
  void aNewBranchThatExistsIsRefused() {
    assertRefused(
        FailureType.INVALID_REQUEST, () -> rollBack(Bench.mode(GitOptions.Mode.BRANCH, "main")));
  }

  @Test
  void detachLeavesTheBranchWhereItIs() {
    String third = repository.head();

    rollBack(Bench.mode(GitOptions.Mode.DETACH, null));

    assertThat(repository.run("symbolic-ref", "-q", "HEAD").exit()).isEqualTo(1);
    assertThat(repository.head()).isEqualTo(first);
    assertThat(repository.git("rev-parse", "main")).isEqualTo(third);
  }

  @Test
  void pathsRestoreThoseFilesOnly() {
    String third = repository.head();
    repository.write("b.txt", "changed\n").write("dir/c.txt", "changed\n");

    rollBack(GitOptions.DEFAULT, "a.txt", "dir");

    assertThat(repository.head()).isEqualTo(third);
    assertThat(repository.read("a.txt")).isEqualTo("one\n");
    assertThat(repository.read("dir/c.txt")).isEqualTo("c\n");
    assertThat(repository.read("b.txt")).isEqualTo("changed\n");
    assertThat(repository.has("since.txt")).isTrue();
  }

  @Test
  void runningHooksIsRefused() {
    var hooks = new GitOptions(null, null, null, null, true, null);

    assertRefused(FailureType.INVALID_REQUEST, () -> rollBack(hooks));
  }

  @Test
  void aPathThatNobodyHasIsRefused() {
    assertRefused(FailureType.PATH_NOT_FOUND, () -> rollBack(GitOptions.DEFAULT, "no/such"));
  }

  @Test
  void pathsOutsideTheRepositoryAreRefused() {
    assertRefused(FailureType.INVALID_REQUEST, () -> rollBack(GitOptions.DEFAULT, "../other"));
  }

  @Test
  void refuseNamesEachDirtyFileAndChangesNothing() {
    repository.write("a.txt", "edited\n");
    String before = repository.everything();

    assertRefused(
        FailureType.ROLLBACK_FAILED,
        () -> rollBack(dirty(GitOptions.Dirty.REFUSE)),
        message -> message.contains("a.txt"));
    assertThat(repository.everything()).isEqualTo(before);
  }

  @Test
  void keepLeavesAnEditThatIsInNothingsWay() {
    repository.write("b.txt", "my edit\n");

    rollBack(dirty(GitOptions.Dirty.KEEP));

    assertThat(repository.read("b.txt")).isEqualTo("my edit\n");
    assertThat(repository.read("a.txt")).isEqualTo("one\n");
    assertThat(repository.head()).isEqualTo(first);
  }

  @Test
  void keepRefusesAnEditThatIsInTheWay() {
    repository.write("a.txt", "my edit\n");

    assertRefused(
        FailureType.ROLLBACK_FAILED,
        () -> rollBack(dirty(GitOptions.Dirty.KEEP)),
        message -> message.contains("a.txt"));
  }

  @Test
  void uncommittedAndUntrackedFilesInTheWayAreToldAsLosses() {
    repository.git("rm", "-q", "--cached", "since.txt");
    repository.git("commit", "-q", "-m", "untracked now");
    repository.write("a.txt", "edited\n").delete("b.txt");
    repository.write("b.txt/x", "in the way\n");

    LayerPlan plan = bench.plan(snapshot);

    assertThat(plan.losses())
        .filteredOn(loss -> loss.kind().equals("uncommitted_file"))
        .flatExtracting(Loss::sample)
        .containsExactlyInAnyOrder("a.txt", "b.txt");
    assertThat(plan.losses())
        .filteredOn(loss -> loss.kind().equals("untracked_file"))
        .flatExtracting(Loss::sample)
        .containsExactly("b.txt/x");
  }

  @Test
  void untrackedFilesStayUnlessExactIsAsked() {
    repository.write("mine.txt", "mine\n");

    rollBack(GitOptions.DEFAULT);
    assertThat(repository.read("mine.txt")).isEqualTo("mine\n");

    rollBack(new GitOptions(null, null, true, null, null, null));
    assertThat(repository.has("mine.txt")).isFalse();
  }

  @Test
  void anIgnoredFileInTheWayIsNamedAndNotOverwritten() {
    repository.write(".gitignore", "b.txt\n").git("rm", "-q", "--cached", "b.txt");
    repository.commit("b is ignored now");
    repository.write("b.txt", "precious\n");

    assertRefused(
        FailureType.ROLLBACK_FAILED,
        () -> rollBack(GitOptions.DEFAULT),
        message -> message.contains("b.txt"));
    assertThat(repository.read("b.txt")).isEqualTo("precious\n");
  }

  @Test
  void exactNeverRemovesWhatTheSnapshotIgnores() {
    repository.write(".gitignore", "*.secret\n").commit("ignore secrets");
    repository.write("my.secret", "precious\n");
    CapturedLayer later = bench.capture("later", repository);
    repository.git("rm", "-q", ".gitignore");
    repository.git("commit", "-q", "-m", "ignore nothing");

    bench.undo(later);

    assertThat(repository.read("my.secret")).isEqualTo("precious\n");
  }

  @Test
  void aTargetThatChangedSincePlanningIsRefusedUntouched() {
    LayerPlan plan = bench.plan(snapshot);
    repository.write("b.txt", "changed since\n");
    String before = repository.everything();

    assertRefused(FailureType.TARGET_CHANGED, () -> bench.restore(snapshot, plan));
    assertThat(repository.everything()).isEqualTo(before);
  }

  @Test
  void aFileThatThePlanLeavesAloneAndThatChangedSinceIsFoundAndAllIsPutBack() {
    LayerPlan plan = bench.plan(snapshot);
    repository.shell("touch -d '2001-01-01' a.txt; echo since > dir/c.txt; echo new > new.txt");
    String before = repository.everything();

    assertRefused(
        FailureType.TARGET_CHANGED,
        () -> bench.restore(snapshot, plan),
        message -> message.contains("changed since plan"));
    assertThat(repository.everything()).isEqualTo(before);
    assertThat(repository.git("for-each-ref", "refs/rollback-work")).isEmpty();
  }

  @Test
  void refusesWhenTheBranchMovedSincePlanning() {
    LayerPlan plan = bench.plan(snapshot);
    repository.git("commit", "-q", "--allow-empty", "-m", "fourth");
    String before = repository.everything();

    assertRefused(FailureType.TARGET_CHANGED, () -> bench.restore(snapshot, plan));
    assertThat(repository.everything()).isEqualTo(before);
  }

  private static void assertRefused(FailureType type, ThrowingCallable call) {
    assertRefused(type, call, _ -> true);
  }

  private static void assertRefused(
      FailureType type, ThrowingCallable call, Predicate<String> message) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            RollbackException.class,
            e -> {
              assertThat(e.type()).isEqualTo(type);
              assertThat(message.test(e.sentence())).as(e.sentence()).isTrue();
            });
  }
}
