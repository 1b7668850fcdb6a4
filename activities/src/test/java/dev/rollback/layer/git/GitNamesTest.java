package dev.rollback.layer.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.contract.FailureType;
import dev.rollback.contract.RollbackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Names and kinds that break programs which trust them.
class GitNamesTest {
  private Bench bench;
  private TestRepository repository;
  private Path directory;

  @BeforeEach
  void open(@TempDir Path directory) throws IOException {
    this.directory = directory.toRealPath();
    bench = new Bench(directory);
    repository = bench.repository("shop");
  }

  @AfterEach
  void close() throws IOException {
    bench.close();
  }

  @Test
  void oddNamesComeBackByteForByte() {
    String make =
        """
        for n in $'new\\nline' $'quo"te' "apo'strophe" -dash '--pathspec' ':(glob)*' '*' '[a]' ' space ' \\
          $'tab\\there' $'back\\\\slash' $'not-utf8-\\xff\\xfe' $'\\xc3\\xa9' '#hash' '!bang'; do
          printf '%s' "VERSION $n" > "./$n"; mkdir -p "./dir $n"; printf '%s' "VERSION in $n" > "./dir $n/$n"; done
        """;
    repository.shell(make.replace("VERSION", "committed"));
    repository.commit("odd");
    repository.shell(make.replace("VERSION", "edited"));
    repository.shell("printf untracked > $'untracked-\\xfe\\nx'");
    var snapshot = bench.capture("s", repository);
    String before = repository.everything();
    repository.shell("rm -rf ./* ./-dash ./--pathspec; echo x > other");
    repository.commit("all gone");

    bench.rollBack(snapshot);

    assertThat(repository.everything()).isEqualTo(before);
  }

  @Test
  void namesOf255BytesAndDeepPathsComeBack() {
    String longest = "n".repeat(255);
    repository.write(longest, "long\n").write("d/".repeat(60) + "f", "deep\n");
    repository.commit("long");
    var snapshot = bench.capture("s", repository);
    String before = repository.everything();
    repository.delete(longest).delete("d/".repeat(60) + "f").commit("gone");

    bench.rollBack(snapshot);

    assertThat(repository.everything()).isEqualTo(before);
  }

  @Test
  void filesDirectoriesAndLinksChangePlaces() {
    repository.shell(
        "echo f > file-dir; mkdir dir-file; echo x > dir-file/x; ln -s target link-file; echo f >"
            + " file-link; ln -s x link-dir; mkdir dir-link; echo y > dir-link/y; echo '#!' > exec;"
            + " chmod +x exec");
    repository.commit("before");
    repository.shell("ln -s nowhere untracked-link; echo more >> file-link");
    var snapshot = bench.capture("s", repository);
    String before = repository.everything();
    repository.shell(
        "rm -rf file-dir dir-file link-file file-link link-dir dir-link untracked-link; mkdir"
            + " file-dir link-dir; echo z > file-dir/z; echo w > link-dir/w; echo d > dir-file;"
            + " echo l > link-file; ln -s /nowhere file-link; ln -s /nowhere dir-link; chmod -x"
            + " exec");
    repository.commit("after");

    bench.rollBack(snapshot);

    assertThat(repository.everything()).isEqualTo(before);
  }

  @Test
  void changesOfKindThatAreNotCommittedComeBackToo() {
    repository.shell("echo f > a; mkdir b; echo x > b/x; ln -s t c; echo k > keep");
    repository.commit("first");
    repository.shell(
        "rm -rf a b c; mkdir a; echo n > a/n; ln -s /nowhere b; mkdir c; echo m > c/m");
    var snapshot = bench.capture("s", repository);
    String before = repository.everything();
    repository.shell("rm -rf a b c; git reset -q --hard");

    bench.rollBack(snapshot);

    assertThat(repository.everything()).isEqualTo(before);
  }

  @Test
  void aPlantedLinkIsReplacedAndNothingOutsideIsTouched() throws IOException {
    Path outside = Files.createDirectories(directory.resolve("outside"));
    Files.writeString(outside.resolve("config"), "mine\n");
    repository.write("etc/config", "shop\n").write("etc/deep/more", "more\n").commit("first");
    var snapshot = bench.capture("s", repository);
    repository.shell("rm -rf etc; ln -s '" + outside + "' etc");

    bench.rollBack(snapshot);

    assertThat(Files.readString(outside.resolve("config"))).isEqualTo("mine\n");
    try (var entries = Files.list(outside)) {
      assertThat(entries).hasSize(1);
    }
    assertThat(Files.isSymbolicLink(repository.top().resolve("etc"))).isFalse();
    assertThat(repository.read("etc/config")).isEqualTo("shop\n");
  }

  @Test
  void aRepositoryThatKeepsItsDataOutsideIsRefused() {
    TestRepository.init(directory.resolve("elsewhere"));
    repository.shell("rm -rf .git; echo 'gitdir: " + directory + "/elsewhere/.git' > .git");

    assertRefused(FailureType.PATH_NOT_ALLOWED);
  }

  @Test
  void aLinkToARepositoryIsRefused() throws IOException {
    Files.createSymbolicLink(bench.place("link"), repository.top());

    assertThatThrownBy(() -> bench.capture("s", new TestRepository(bench.place("link"))))
        .isInstanceOfSatisfying(
            RollbackException.class,
            e -> assertThat(e.type()).isEqualTo(FailureType.PATH_NOT_ALLOWED));
  }

  private void assertRefused(FailureType type) {
    assertThatThrownBy(() -> bench.capture("s", repository))
        .isInstanceOfSatisfying(RollbackException.class, e -> assertThat(e.type()).isEqualTo(type));
  }
}
