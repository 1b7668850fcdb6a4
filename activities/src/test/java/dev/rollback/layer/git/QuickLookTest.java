package dev.rollback.layer.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.layer.Progress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A work tree is called clean only when git would call it clean.
class QuickLookTest {
  private TestRepository files;
  private Repository repository;

  @BeforeEach
  void make(@TempDir Path directory) {
    files = TestRepository.init(directory.resolve("shop"));
    for (int each = 0; each < 60; each++) {
      files.write("d%d/e%d/f%d".formatted(each % 3, each % 7, each), "content " + each + "\n");
    }
    files.write("run", "run\n").write(".gitignore", "*.log\nbuilt/\n!kept.log\n");
    files.shell("chmod +x run; ln -s run link; printf x > $'b\\xff'");
    files.commit("first");
    repository =
        Repository.open(GitProgram.find(Duration.ofMinutes(1)), files.top(), Progress.NONE);
  }

  /// As if nothing had been written in the second in which the index was.
  private void settle() {
    files.shell("git update-index -q --refresh; touch -d '+10 seconds' .git/index");
  }

  private boolean isClean() {
    IndexFile index = IndexFile.read(repository.index(), 20).orElseThrow();
    return new QuickLook(repository, index, List.of()).isClean();
  }

  @Test
  void anUntouchedTreeIsClean() {
    settle();
    assertThat(isClean()).isTrue();
  }

  @Test
  void filesWrittenWithTheIndexAreReadAndAreClean() {
    assertThat(isClean()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "echo x > debug.log",
        "mkdir -p built/deep; echo x > built/deep/file; git init -q built/inner",
        "mkdir d1/built; echo x > d1/built/file"
      })
  void whatGitIgnoresDoesNotCount(String command) {
    settle();
    files.shell(command);

    assertThat(isClean()).isTrue();
    assertThat(files.git("status", "--porcelain")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "echo x >> d1/e1/f1",
        "chmod -x run",
        "chmod +x d1/e1/f1",
        "rm d1/e1/f1",
        "rm -r d1",
        "rm link; ln -s elsewhere link",
        "rm link; cp run link",
        "rm -r d1; ln -s d2 d1",
        "mv d1 moved; ln -s moved d1",
        "rm d1/e1/f1; mkdir d1/e1/f1",
        "rm d1/e1/f1; mkfifo d1/e1/f1",
        "echo x > untracked",
        "echo x > kept.log",
        "echo x > $'d1/e1/new\\xff\\nline'",
        "git init -q d1/nested; echo x > d1/nested/file",
        "mkdir d1/full; echo x > d1/full/file"
      })
  void whateverGitWouldReportIsNotClean(String command) {
    settle();
    files.shell(command);

    assertThat(isClean()).isFalse();
    assertThat(files.git("status", "--porcelain", "--untracked-files=all")).isNotEmpty();
  }

  /// Git compares times by the second, and its files by their size.
  @Test
  void aChangeThatGitMissesIsFound() {
    settle();
    files.shell(
        "cp -p d1/e1/f1 ../old; printf 'CONTENT 1\\n' > d1/e1/f1; touch -r ../old d1/e1/f1");

    assertThat(isClean()).isFalse();
  }

  @Test
  void aDeepTreeTakesNoDeepStack() {
    String deep = "x/".repeat(1500);
    files.shell("mkdir -p " + deep + "; echo deep > " + deep + "file");
    files.commit("deep");

    assertThat(isClean()).isTrue();
  }

  @Test
  void aChangeInTheSecondOfTheIndexIsFoundByItsContent() {
    files.shell(
        "git update-index -q --refresh; printf 'CONTENT 1\\n' > d1/e1/f1;"
            + " git update-index -q --refresh; touch .git/index");

    assertThat(isClean()).isFalse();
  }
}
