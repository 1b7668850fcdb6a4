package dev.rollback.layer.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.layer.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Files and index are changed as git would change them, or not at all.
class DirectUpdateTest {
  private TestRepository files;
  private Repository repository;
  private RawTree raw;
  private String first = "";
  private String second = "";
  private List<Change> changes = List.of();

  @BeforeEach
  void make(@TempDir Path directory) {
    files = TestRepository.init(directory.resolve("shop"));
    for (int each = 0; each < 40; each++) {
      files.write("d%d/e%d/f%d".formatted(each % 3, each % 7, each), "first " + each + "\n");
    }
    files.write("gone/deep/file", "gone\n").write("big", "x".repeat(300_000));
    files.shell("ln -s big link; printf x > $'d1/b\\xff\\n'; chmod +x big; : > empty");
    files.commit("first");
    first = files.git("rev-parse", "HEAD^{tree}");
    files.shell(
        "rm -r gone; echo second > d1/e1/f1; echo more >> big; chmod -x big; ln -sf empty link;"
            + " mkdir -p new/deep; echo new > new/deep/file; echo a > aaa; echo z > zzz; rm empty;"
            + " echo y > $'d1/b\\xff\\n'; chmod +x d2/e2/f2");
    files.commit("second");
    second = files.git("rev-parse", "HEAD^{tree}");
    repository =
        Repository.open(GitProgram.find(Duration.ofMinutes(1)), files.top(), Progress.NONE);
    raw = RawTree.create(repository, directory.resolve("raw"), false);
    raw.beginWithIndex();
    changes = raw.objects().difference(second, first);
  }

  private boolean carryOut() {
    return DirectUpdate.carryOut(repository, raw, changes, first, "plan/1");
  }

  private void install() throws IOException {
    Files.copy(raw.index(), repository.index(), StandardCopyOption.REPLACE_EXISTING);
    files.git("update-ref", "HEAD", "HEAD~1");
  }

  @Test
  void filesAndIndexAreThoseOfTheOtherTree() throws IOException {
    assertThat(carryOut()).isTrue();
    install();

    assertThat(files.git("status", "--porcelain=v2", "--untracked-files=all")).isEmpty();
    assertThat(files.git("ls-files", "-s", "-z"))
        .isEqualTo(
            files
                .git("ls-tree", "-r", "-z", "HEAD")
                .replaceAll("(?m) (blob|commit) ([0-9a-f]{40})\t", " $2 0\t"));
    assertThat(files.git("write-tree")).isEqualTo(first);
    assertThat(files.git("fsck", "--cache", "--no-dangling")).isEmpty();
    assertThat(files.shell("test -x big && test ! -x d2/e2/f2 && test ! -e new && ls .git"))
        .doesNotContain("rollback");
  }

  @Test
  void theIndexKnowsTheTimesOfWhatWasWritten() throws IOException {
    assertThat(carryOut()).isTrue();
    install();
    files.shell("touch -d '+10 seconds' .git/index");

    assertThat(files.git("diff-files", "--raw")).isEmpty();
  }

  @Test
  void treesThatGitReadsFromTheNewIndexAreRight() throws IOException {
    assertThat(carryOut()).isTrue();
    install();
    files.write("d0/e0/later", "later\n").git("add", "d0/e0/later");
    String byGit = files.git("write-tree");
    files.shell(
        "git ls-files -s -z > ../list; rm .git/index;"
            + " git update-index -z --index-info < ../list");

    assertThat(files.git("write-tree")).isEqualTo(byGit);
  }

  @Test
  void modesAreWhatTheUmaskLeaves() throws IOException {
    assertThat(carryOut()).isTrue();
    files.shell(": > probe");

    assertThat(Files.getPosixFilePermissions(files.top().resolve("d1/e1/f1")))
        .isEqualTo(Files.getPosixFilePermissions(files.top().resolve("probe")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "echo mine > d1/e1/f1",
        "rm d1/e1/f1",
        "echo mine > empty",
        "mkdir -p gone/deep/file; echo mine > gone/deep/file/x",
        "echo mine > gone",
        "ln -s /tmp gone",
        "rm -r d1/e1; ln -s ../d2 d1/e1",
        "chmod +x big",
        "rm new/deep/file; mkdir new/deep/file"
      })
  void whereSomethingElseIsThereNothingIsChanged(String command) {
    files.shell(command);
    String before = files.everything();

    assertThat(carryOut()).isFalse();

    assertThat(files.everything()).isEqualTo(before);
    assertThat(files.shell("ls .git")).doesNotContain("rollback");
  }

  @Test
  void aFileThatBecomesADirectoryIsLeftToGit() {
    files.shell("rm big; mkdir big; echo x > big/file");
    files.commit("third");
    raw.beginWithIndex();
    String third = files.git("rev-parse", "HEAD^{tree}");
    List<Change> nested = raw.objects().difference(third, second);

    assertThat(DirectUpdate.carryOut(repository, raw, nested, second, "plan/2")).isFalse();
  }

  @Test
  void aFileTouchedButNotChangedIsTakenForWhatItIs() {
    files.shell("touch d1/e1/f1 big");

    assertThat(carryOut()).isTrue();
  }
}
