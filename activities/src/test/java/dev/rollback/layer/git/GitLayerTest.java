package dev.rollback.layer.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.contract.RestoreOutcome;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitLayerTest {
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

  private void dirtyTree() {
    repository.write("a.txt", "one\n").write("d/b.txt", "two\n").write("c.txt", "three\n");
    repository.write(".gitignore", "*.log\n");
    repository.commit("first");
    repository.write("a.txt", "one, edited\n").write("staged.txt", "staged\n");
    repository.git("add", "staged.txt");
    repository.write("staged.txt", "staged, then edited\n");
    repository.write("new.txt", "untracked\n").write("noise.log", "ignored\n");
    repository.delete("c.txt");
  }

  @Test
  void aCleanTreeComesBackAfterACommit() {
    repository.write("a.txt", "one\n");
    String first = repository.commit("first");
    var snapshot = bench.capture("s", repository);
    String before = repository.everything();
    repository.write("a.txt", "two\n").write("b.txt", "new\n").commit("second");

    assertThat(bench.rollBack(snapshot)).isInstanceOf(RestoreOutcome.Restored.class);

    assertThat(repository.head()).isEqualTo(first);
    assertThat(repository.everything()).isEqualTo(before);
  }

  @Test
  void uncommittedAndUntrackedWorkComesBack() {
    dirtyTree();
    var snapshot = bench.capture("s", repository);
    String before = repository.everything();
    repository.commit("everything committed since");
    repository.write("a.txt", "three\n").delete("new.txt");

    bench.rollBack(snapshot);

    assertThat(repository.everything()).isEqualTo(before);
  }

  @Test
  void undoBringsTheVeryStateBack() {
    repository.write("a.txt", "one\n").commit("first");
    var snapshot = bench.capture("s", repository);
    dirtyTree();
    String before = repository.everything();
    var safety = bench.captureSafely("safety", repository);
    bench.rollBack(snapshot);
    repository.write("since.txt", "made since\n");

    bench.undo(safety);

    assertThat(repository.everything()).isEqualTo(before);
  }

  @Test
  void captureTouchesNothingOfTheUsers() {
    dirtyTree();
    repository.git("stash", "store", "-m", "kept", repository.git("stash", "create"));
    String before = repository.everything() + everythingOfGit();

    bench.capture("s", repository);

    assertThat(repository.everything() + everythingOfGit()).isEqualTo(before);
  }

  private String everythingOfGit() {
    return repository.git("reflog", "--all")
        + repository.git("stash", "list")
        + repository.git("config", "--list", "--local")
        + repository.shell("sha256sum .git/index .git/HEAD");
  }

  @Test
  void restoringTwiceChangesNothing() {
    dirtyTree();
    var snapshot = bench.capture("s", repository);
    repository.commit("since");
    var plan = bench.plan(snapshot);
    bench.restore(snapshot, plan);
    String after = repository.everything();

    assertThat(bench.restore(snapshot, plan)).isInstanceOf(RestoreOutcome.AlreadyInPlace.class);
    assertThat(repository.everything()).isEqualTo(after);
  }
}
