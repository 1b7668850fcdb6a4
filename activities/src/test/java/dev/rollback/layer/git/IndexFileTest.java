package dev.rollback.layer.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is read from git's index is what git says of it; an index that says more is left to git.
class IndexFileTest {
  private TestRepository repository;

  @BeforeEach
  void make(@TempDir Path directory) {
    repository = TestRepository.init(directory.resolve("shop"));
    repository.write("a.txt", "a\n").write("a/b/c", "c\n").write("a/b.txt", "b\n");
    repository.write("run", "#!/bin/sh\n").write("z/" + "n".repeat(200), "long\n");
    repository.shell("chmod +x run; ln -s a.txt link; printf x > $'b\\xff\\xfe'; printf y > 'ä ö'");
    repository.commit("first");
  }

  private Optional<IndexFile> read() {
    return IndexFile.read(repository.top().resolve(".git/index"), 20);
  }

  private static List<String> listed(IndexFile index) {
    var entries = new ArrayList<String>();
    for (int each = 0; each < index.size(); each++) {
      String name = new String(index.name(each), StandardCharsets.ISO_8859_1);
      entries.add("%06o %s 0\t%s".formatted(index.mode(each), index.id(each), name));
    }
    return entries;
  }

  @ParameterizedTest
  @ValueSource(strings = {"2", "3", "4"})
  void entriesAreWhatGitLists(String version) {
    repository.git("update-index", "--index-version", version);

    IndexFile index = read().orElseThrow();

    assertThat(String.join("\0", listed(index)) + "\0")
        .isEqualTo(repository.git("ls-files", "-s", "-z"));
  }

  @Test
  void anIndexOfSha256IsRead(@TempDir Path other) {
    var long256 = TestRepository.init(other.resolve("long"), "--object-format=sha256");
    long256.write("a/b", "b\n").write("c", "c\n").commit("first");

    IndexFile index = IndexFile.read(long256.top().resolve(".git/index"), 32).orElseThrow();

    assertThat(String.join("\0", listed(index)) + "\0")
        .isEqualTo(long256.git("ls-files", "-s", "-z"));
    assertThat(IndexTrees.of(index, "sha256").root()).isEqualTo(long256.git("write-tree"));
  }

  @Test
  void treesThatGitHasTakenBackAreWorkedOut() {
    repository.write("a/b/new", "new\n").write("a.txt", "other\n").write("new/d", "d\n");
    repository.git("add", "-A");
    repository.git("rm", "-q", "-r", "--cached", "z");

    String worked = IndexTrees.of(read().orElseThrow(), "sha1").root();

    assertThat(worked).isEqualTo(repository.git("write-tree"));
  }

  @Test
  void allTreesAreWorkedOutWhereGitHasWrittenNone() throws IOException {
    Path bare = repository.top().resolve(".git/index");
    repository.shell(
        "git ls-files -s -z > ../list; rm .git/index; git update-index -z --index-info < ../list");

    assertThat(Files.size(bare)).isPositive();
    assertThat(IndexTrees.of(read().orElseThrow(), "sha1").root())
        .isEqualTo(repository.git("rev-parse", "HEAD^{tree}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "git update-index --assume-unchanged a.txt",
        "git update-index --skip-worktree a.txt",
        "echo x > later; git add -N later",
        "git update-index --split-index",
        "git update-index --add --cacheinfo 160000,$(git rev-parse HEAD),module",
        "git checkout -q -b x; echo 1 > run; git commit -qam 1; git checkout -q main;"
            + " echo 2 > run; git commit -qam 2; ! git merge -q x",
        "rm .git/index"
      })
  void anIndexThatSaysMoreIsLeftToGit(String command) {
    repository.shell(command);

    assertThat(read()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2", "4"})
  void damageIsNeverMoreThanAnIndexThatIsNotRead(String version) throws IOException {
    repository.git("update-index", "--index-version", version);
    Path file = repository.top().resolve(".git/index");
    byte[] good = Files.readAllBytes(file);
    var random = new Random(7);
    for (int each = 0; each < 3000; each++) {
      byte[] bad = each % 3 == 0 ? Arrays.copyOf(good, random.nextInt(good.length)) : good.clone();
      if (bad.length > 0) {
        bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
      }
      Files.write(file, bad);
      read().ifPresent(index -> assertThat(IndexTrees.of(index, "sha1").root()).hasSize(40));
    }
  }
}
