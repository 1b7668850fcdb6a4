package dev.rollback.layer.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.contract.FailureType;
import dev.rollback.contract.GitOptions;
import dev.rollback.contract.RollbackException;
import dev.rollback.contract.SnapshotMetadata;
import dev.rollback.contract.SnapshotSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The states in which a repository can be.
class GitStatesTest {
  private Bench bench;
  private TestRepository repository;

  @BeforeEach
  void open(@TempDir Path directory) throws IOException {
    bench = new Bench(directory);
    repository = bench.repository("shop");
  }

  @AfterEach
  void close() throws IOException {
    bench.close();
  }

  @Test
  void aDetachedHeadComesBackDetached() {
    repository.write("a", "1\n").commit("first");
    repository.git("checkout", "-q", "--detach");
    var snapshot = bench.capture("s", repository);
    String before = repository.everything();
    repository.git("checkout", "-q", "main");
    repository.write("a", "2\n").commit("second");

    bench.rollBack(snapshot);

    assertThat(repository.everything()).isEqualTo(before);
  }

  @Test
  void aDeletedBranchIsMadeAgain() {
    repository.write("a", "1\n").commit("first");
    repository.git("checkout", "-q", "-b", "feature/ü");
    repository.write("a", "2\n").commit("second");
    var snapshot = bench.capture("s", repository);
    String before = repository.everything();
    repository.git("checkout", "-q", "main");
    repository.git("branch", "-q", "-D", "feature/ü");

    bench.rollBack(snapshot);

    assertThat(repository.everything()).isEqualTo(before);
  }

  @Test
  void anUnbornBranchWithStagedFilesComesBackUnborn() {
    repository.write("a", "1\n").write("b", "2\n").git("add", "a");
    var snapshot = bench.capture("s", repository);
    String before = repository.everything();
    repository.commit("first");
    repository.write("a", "3\n").commit("second");

    bench.rollBack(snapshot);

    assertThat(repository.everything()).isEqualTo(before);
  }

  @Test
  void anEmptyRepositoryComesBackEmpty() {
    var snapshot = bench.capture("s", repository);
    String before = repository.everything();
    repository.write("a", "1\n").commit("first");

    bench.rollBack(snapshot);

    assertThat(repository.everything()).isEqualTo(before);
  }

  @Test
  void aSha256RepositoryComesBack() {
    repository = TestRepository.init(bench.place("long-names"), "--object-format=sha256");
    repository.write("a", "1\n").commit("first");
    repository.write("a", "edited\n").write("new", "n\n");
    var snapshot = bench.capture("s", repository);
    String before = repository.everything();
    repository.commit("second");

    bench.rollBack(snapshot);

    assertThat(repository.everything()).isEqualTo(before);
    assertThat(((SnapshotMetadata.GitCommit) snapshot.metadata()).objectFormat())
        .isEqualTo("sha256");
  }

  @Test
  void indexFlagsThatNoTreeHoldsComeBack() {
    repository.write("a", "1\n").write("skipped", "1\n").write("assumed", "1\n").commit("first");
    repository.write("intended", "later\n").git("add", "-N", "intended");
    repository.git("update-index", "--skip-worktree", "skipped");
    repository.git("update-index", "--assume-unchanged", "assumed");
    repository.write("skipped", "local\n").write("assumed", "local\n");
    var snapshot = bench.capture("s", repository);
    String before = repository.everything();
    repository.git("update-index", "--no-skip-worktree", "skipped");
    repository.git("update-index", "--no-assume-unchanged", "assumed");
    repository.write("skipped", "2\n").write("assumed", "2\n").commit("second");

    bench.rollBack(snapshot);

    assertThat(repository.everything()).isEqualTo(before);
  }

  @Test
  void aConflictThatIsBeingResolvedSurvivesAForcedRollbackAndItsUndo() {
    conflict();
    repository.write("a", "half resolved\n");
    String before =
        repository.everything() + repository.shell("cat .git/MERGE_HEAD .git/MERGE_MSG");
    var safety = bench.captureSafely("safety", repository);
    var clean = bench.capture("clean", TestRepository.init(bench.place("other")));
    assertThat(clean.handle().snapshotId()).isEqualTo("clean");
    repository.git("merge", "--abort");
    repository.write("a", "elsewhere\n").commit("elsewhere");

    bench.undo(safety);

    assertThat(repository.everything() + repository.shell("cat .git/MERGE_HEAD .git/MERGE_MSG"))
        .isEqualTo(before);
  }

  @Test
  void aMergeUnderWayIsRefusedUnlessForced() {
    repository.write("a", "0\n").commit("base");
    var snapshot = bench.capture("s", repository);
    conflict();

    assertRefused(FailureType.REPOSITORY_IN_OPERATION, () -> bench.capture("t", repository));
    assertRefused(FailureType.REPOSITORY_IN_OPERATION, () -> bench.plan(snapshot));

    var force = new GitOptions(null, null, null, null, null, true);
    Bench.restored(bench.restore(snapshot, bench.plan(snapshot, force, false)));
    assertThat(repository.has(".git/MERGE_HEAD")).isFalse();
    assertThat(repository.read("a")).isEqualTo("0\n");
    assertThat(repository.git("status", "--porcelain")).isEmpty();
  }

  private void conflict() {
    repository.write("a", "base\n").commit("before the fork");
    repository.git("checkout", "-q", "-b", "side");
    repository.write("a", "side\n").commit("side");
    repository.git("checkout", "-q", "main");
    repository.write("a", "main\n").commit("main");
    assertThat(repository.run("merge", "side").exit()).isEqualTo(1);
  }

  @Test
  void aRebaseACherryPickARevertABisectAndAnAmAreRefused() {
    repository.write("a", "0\n").commit("base");
    var snapshot = bench.capture("s", repository);
    for (String sign :
        List.of(
            "rebase-merge/x", "rebase-apply/x", "CHERRY_PICK_HEAD", "REVERT_HEAD", "BISECT_LOG")) {
      repository.write(".git/" + sign, repository.head() + "\n");
      assertRefused(FailureType.REPOSITORY_IN_OPERATION, () -> bench.plan(snapshot));
      repository.shell("rm -rf .git/" + sign.replace("/x", ""));
    }
  }

  @Test
  void anotherProgramsIndexLockIsRespectedAndNeverRemoved() throws IOException {
    repository.write("a", "1\n").commit("first");
    var snapshot = bench.capture("s", repository);
    repository.write("a", "2\n").commit("second");
    var plan = bench.plan(snapshot);
    Path lock = Files.createFile(repository.top().resolve(".git/index.lock"));

    assertRefused(FailureType.REPOSITORY_BUSY, () -> bench.capture("t", repository));
    assertRefused(FailureType.REPOSITORY_BUSY, () -> bench.plan(snapshot));
    assertRefused(FailureType.REPOSITORY_BUSY, () -> bench.restore(snapshot, plan));

    assertThat(lock).exists();
    Files.delete(lock);
    Bench.restored(bench.restore(snapshot, plan));
  }

  @Test
  void aBareRepositoryGetsItsReferencesBack() {
    repository.write("a", "1\n").commit("first");
    repository.git("branch", "kept");
    repository.git("branch", "deleted-later");
    repository.git("tag", "-a", "-m", "tag", "v1");
    var bare = new TestRepository(bench.place("bare.git"));
    repository.git("clone", "-q", "--bare", ".", bare.top().toString());
    var snapshot = bench.capture("s", bare);
    String before = references(bare);
    repository.write("a", "2\n").commit("second");
    repository.git("push", "-q", bare.top().toString(), "main");
    bare.git("branch", "-D", "deleted-later");
    bare.git("tag", "-d", "v1");
    bare.git("symbolic-ref", "HEAD", "refs/heads/kept");
    bare.git("gc", "-q", "--prune=now");

    bench.rollBack(snapshot);

    assertThat(references(bare)).isEqualTo(before);
  }

  private static String references(TestRepository bare) {
    return bare.git("symbolic-ref", "HEAD")
        + bare.git("for-each-ref", "refs/heads", "refs/tags")
        + bare.git("fsck", "--no-dangling");
  }

  @Test
  void aBranchOfAnotherWorkTreeIsNeverMovedUnderIt() {
    repository.write("a", "1\n").commit("first");
    repository.git("checkout", "-q", "-b", "work");
    var snapshot = bench.capture("s", repository);
    repository.write("a", "2\n").commit("second");
    repository.git("checkout", "-q", "main");
    Path linked = bench.place("linked");
    repository.git("worktree", "add", "-q", linked.toString(), "work");

    assertThatThrownBy(() -> bench.plan(snapshot))
        .isInstanceOf(RollbackException.class)
        .hasMessageContaining(linked.toString());
  }

  @Test
  void aLinkedWorkTreeIsATargetOfItsOwn() {
    repository.write("a", "1\n").commit("first");
    Path linked = bench.place("linked");
    repository.git("worktree", "add", "-q", "-b", "work", linked.toString());
    var other = new TestRepository(linked);
    other.write("a", "edited\n").write("new", "n\n");
    var snapshot = bench.capture("s", other);
    String before = other.everything();
    String main = repository.everything();
    other.commit("second");

    bench.rollBack(snapshot);

    assertThat(other.everything()).isEqualTo(before);
    assertThat(repository.everything()).isEqualTo(main);
  }

  @Test
  void aSparseCheckoutStaysSparse() {
    repository.write("in/a", "1\n").write("out/b", "1\n").commit("first");
    repository.git("sparse-checkout", "set", "--cone", "in");
    var snapshot = bench.capture("s", repository);
    String before = repository.everything();
    repository.write("in/a", "2\n").git("commit", "-q", "-a", "-m", "second");

    bench.rollBack(snapshot);

    assertThat(repository.everything()).isEqualTo(before);
    assertThat(repository.has("out/b")).isFalse();
  }

  @Test
  void aSparseIndexAndASplitIndexComeBack() {
    repository.write("in/a", "1\n").write("out/b", "1\n").commit("first");
    repository.git("sparse-checkout", "set", "--cone", "--sparse-index", "in");
    checkRoundTrip("s1");
    repository.git("sparse-checkout", "disable");
    repository.git("config", "core.splitIndex", "true");
    repository.git("update-index", "--split-index");
    checkRoundTrip("s2");
  }

  private void checkRoundTrip(String id) {
    repository.write("in/a", "edited for " + id + "\n");
    var snapshot = bench.capture(id, repository);
    String before = repository.everything();
    repository.write("in/a", "2 for " + id + "\n").git("commit", "-q", "-a", "-m", "second");
    bench.rollBack(snapshot);
    assertThat(repository.everything()).isEqualTo(before);
  }

  @Test
  void aPartialCloneThatLacksObjectsIsRefusedWithoutANetwork() {
    repository.write("a", "1\n").commit("first");
    repository.write("a", "2\n").commit("second");
    repository.git("config", "uploadpack.allowFilter", "true");
    var partial = new TestRepository(bench.place("partial"));
    repository.git(
        "clone",
        "-q",
        "--filter=blob:none",
        "file://" + repository.top(),
        partial.top().toString());
    var snapshot = bench.capture("s", partial);
    partial.shell("rm -f .git/objects/pack/*.promisor");
    String blob = partial.git("rev-parse", "HEAD:a");
    partial.git("checkout", "-q", "--orphan", "other");
    partial.git("rm", "-q", "-r", "-f", ".");
    partial.git("config", "user.name", "Someone");
    partial.git("config", "user.email", "s@example.org");
    partial.write("x", "x\n").commit("other");
    partial.shell(
        "for p in .git/objects/pack/*.pack; do mv $p tmp.pack; rm -f .git/objects/pack/*;"
            + " git unpack-objects -q < tmp.pack || true; rm -f tmp.pack; done");
    partial.shell("rm -f .git/objects/" + blob.substring(0, 2) + "/" + blob.substring(2));

    assertRefused(FailureType.SNAPSHOT_NOT_RESTORABLE, () -> bench.plan(snapshot));
  }

  @Test
  void aShallowCloneComesBack() {
    repository.write("a", "1\n").commit("first");
    repository.write("a", "2\n").commit("second");
    var shallow = new TestRepository(bench.place("shallow"));
    repository.git(
        "clone", "-q", "--depth=1", "file://" + repository.top(), shallow.top().toString());
    var snapshot = bench.capture("s", shallow);
    String before = shallow.everything();
    shallow
        .write("a", "3\n")
        .git("-c", "user.name=x", "-c", "user.email=x@x", "commit", "-qam", "3");

    bench.rollBack(snapshot);

    assertThat(shallow.everything()).isEqualTo(before);
  }

  @Test
  void whatIsNoRepositoryIsSaidSo() throws IOException {
    Path plain = Files.createDirectories(bench.place("plain"));

    assertThatThrownBy(() -> bench.capture("s", new TestRepository(plain)))
        .isInstanceOf(RollbackException.class)
        .hasMessageStartingWith("Not a git repository: " + plain);
    assertRefused(
        FailureType.PATH_NOT_FOUND,
        () -> bench.capture("s", new TestRepository(bench.place("absent"))));
  }

  @Test
  void aDirectoryInsideARepositoryIsRefused() {
    repository.write("inside/a", "1\n").commit("first");

    assertRefused(
        FailureType.NOT_A_GIT_REPOSITORY,
        () -> bench.capture("s", new TestRepository(repository.top().resolve("inside"))));
  }

  @Test
  void anotherBranchThanTheRequestedIsRefusedNamingBoth() {
    repository.write("a", "1\n").commit("first");
    var spec =
        new SnapshotSpec.GitCommit(repository.top().toString(), "release", List.of(), null, null);

    assertThatThrownBy(() -> bench.capture("s", spec))
        .isInstanceOf(RollbackException.class)
        .hasMessageContaining("release")
        .hasMessageContaining("main");
  }

  @Test
  void leavingOutUncommittedWorkCapturesTheCommitOnly() {
    repository.write("a", "1\n").commit("first");
    String clean = repository.everything();
    repository.write("a", "edited\n").write("new", "n\n");
    var spec =
        new SnapshotSpec.GitCommit(repository.top().toString(), null, List.of(), false, null);
    var snapshot = bench.capture("s", spec);

    bench.rollBack(snapshot);

    assertThat(repository.read("a")).isEqualTo("1\n");
    assertThat(repository.read("new")).isEqualTo("n\n");
    repository.delete("new");
    assertThat(repository.everything()).isEqualTo(clean);
  }

  private static void assertRefused(FailureType type, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            RollbackException.class, e -> assertThat(e.type()).as(e.sentence()).isEqualTo(type));
  }
}
