package dev.rollback.layer.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.contract.RollbackException;
import dev.rollback.contract.SnapshotMetadata;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Submodules go back with their parent, and never lose work.
class GitSubmodulesTest {
  private Bench bench;
  private TestRepository library;
  private TestRepository shop;
  private TestRepository inside;

  @BeforeEach
  void open(@TempDir Path directory) throws IOException {
    bench = new Bench(directory);
    library = bench.repository("library");
    library.write("l", "1\n").commit("library 1");
    shop = bench.repository("shop");
    shop.write("a", "1\n").commit("shop 1");
    add(shop, library, "lib");
    shop.commit("shop 2");
    inside = configured(shop, "lib");
  }

  @AfterEach
  void close() throws IOException {
    bench.close();
  }

  private static void add(TestRepository parent, TestRepository child, String path) {
    parent.git(
        "-c", "protocol.file.allow=always", "submodule", "add", "-q", child.top().toString(), path);
  }

  private static TestRepository configured(TestRepository parent, String path) {
    var child = new TestRepository(parent.top().resolve(path));
    child.git("config", "user.name", "Someone");
    child.git("config", "user.email", "someone@example.org");
    return child;
  }

  private String everything() {
    return shop.everything() + inside.everything();
  }

  @Test
  void aMovedSubmoduleGoesBackToItsCommit() {
    var snapshot = bench.capture("s", shop);
    String before = everything();
    inside.write("l", "2\n").commit("library 2");
    shop.commit("shop 3");

    bench.rollBack(snapshot);

    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void dirtyWorkInsideASubmoduleComesBack() {
    inside.write("l", "edited\n").write("new", "n\n");
    var snapshot = bench.capture("s", shop);
    String before = everything();
    inside.commit("committed since");
    shop.commit("shop 3");

    bench.rollBack(snapshot);

    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void theCommitsOfSubmodulesAreToldAndPinned() {
    String commit = inside.head();
    var snapshot = bench.capture("s", shop);
    inside.git("checkout", "-q", "--orphan", "other");
    inside.git("commit", "-q", "--allow-empty", "-m", "other");
    inside.git("branch", "-D", "main");
    inside.shell(
        "git remote remove origin; git reflog expire --expire=now --all; git gc -q --prune=now");

    var metadata = (SnapshotMetadata.GitCommit) snapshot.metadata();

    assertThat(metadata.submodules()).containsEntry("lib", commit);
    bench.rollBack(snapshot);
    assertThat(inside.head()).isEqualTo(commit);
  }

  @Test
  void aRemovedSubmoduleIsMadeAgainFromItsOwnRepository() {
    inside.write("l", "edited\n");
    var snapshot = bench.capture("s", shop);
    String before = everything();
    shop.git("rm", "-q", "-f", "lib");
    shop.git("commit", "-q", "-m", "no library");

    bench.rollBack(snapshot);

    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void aSubmoduleAddedSinceLeavesWithAnUndoAndComesBackWithItsUndo() {
    var other = bench.repository("other-library");
    other.write("o", "1\n").commit("other 1");
    var snapshot = bench.capture("s", shop);
    String before = everything();
    add(shop, other, "more/other");
    shop.commit("shop 3");
    new TestRepository(shop.top().resolve("more/other")).write("o", "edited\n");
    String after = everything() + shop.read("more/other/o");
    var safety = bench.captureSafely("safety", shop);

    bench.undo(snapshot);
    assertThat(everything()).isEqualTo(before);
    assertThat(shop.has("more/other")).isFalse();

    bench.undo(safety);
    assertThat(everything() + shop.read("more/other/o")).isEqualTo(after);
  }

  @Test
  void aSubmoduleAddedSinceStaysOtherwiseWithAWarning() {
    var other = bench.repository("other-library");
    other.write("o", "1\n").commit("other 1");
    var snapshot = bench.capture("s", shop);
    add(shop, other, "other");
    shop.commit("shop 3");

    var plan = bench.plan(snapshot);
    Bench.restored(bench.restore(snapshot, plan));

    assertThat(plan.warnings()).anyMatch(warning -> warning.contains("other"));
    assertThat(shop.read("other/o")).isEqualTo("1\n");
  }

  @Test
  void nestedSubmodulesGoBackToo() {
    var deep = bench.repository("deep");
    deep.write("d", "1\n").commit("deep 1");
    add(inside, deep, "deep");
    inside.commit("library with deep");
    shop.commit("shop 3");
    var nested = configured(inside, "deep");
    var snapshot = bench.capture("s", shop);
    String before = everything() + nested.everything();
    nested.write("d", "2\n").commit("deep 2");
    inside.commit("library 4");
    shop.commit("shop 4");
    nested.write("d", "dirty\n");

    bench.rollBack(snapshot);

    assertThat(everything() + nested.everything()).isEqualTo(before);
  }

  @Test
  void anUninitialisedSubmoduleStaysSo() {
    var clone = new TestRepository(bench.place("clone"));
    shop.git("clone", "-q", shop.top().toString(), clone.top().toString());
    clone.git("config", "user.name", "x");
    clone.git("config", "user.email", "x@x");
    var snapshot = bench.capture("s", clone);
    String before = clone.everything();
    clone.write("a", "2\n").commit("shop 3");

    bench.rollBack(snapshot);

    assertThat(clone.everything()).isEqualTo(before);
    assertThat(clone.has("lib/l")).isFalse();
  }

  @Test
  void aSubmoduleThatIsGoneWithItsRepositoryIsRefusedByName() {
    var snapshot = bench.capture("s", shop);
    shop.git("rm", "-q", "-f", "lib");
    shop.git("commit", "-q", "-m", "no library");
    shop.shell("rm -rf .git/modules/lib");

    assertThatThrownBy(() -> bench.plan(snapshot))
        .isInstanceOf(RollbackException.class)
        .hasMessageContaining("lib");
  }

  @Test
  void discardingReleasesThePinsOfSubmodules() {
    var snapshot = bench.capture("s", shop);

    bench.discard(snapshot);

    assertThat(inside.git("for-each-ref", "refs/rollback")).isEmpty();
    assertThat(shop.git("for-each-ref", "refs/rollback")).isEmpty();
  }
}
