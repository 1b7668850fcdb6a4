package dev.rollback.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.contract.RollbackException;
import dev.rollback.contract.Verdict;
import dev.rollback.contract.VerificationTest;
import dev.rollback.files.AllowedRoots;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Over real repositories, by the git program.
final class GitCommitRunnerTest {
  private static final Path GIT = Path.of("/usr/bin/git");

  @TempDir Path directory = Path.of("unset");
  private Path repository = Path.of("unset");
  private String head = "";

  @BeforeEach
  void makeRepository() throws Exception {
    repository = Files.createDirectory(directory.resolve("repository"));
    git("init", "-q", "-b", "main");
    git("commit", "-q", "--allow-empty", "-m", "first");
    head = git("rev-parse", "HEAD").strip();
  }

  @Test
  void theWholeHashOrAPrefixOfItPasses() throws Exception {
    assertThat(run(head).verdict()).isEqualTo(Verdict.PASSED);
    assertThat(run(head.substring(0, 7)).verdict()).isEqualTo(Verdict.PASSED);
    assertThat(run(head.toUpperCase(Locale.ROOT)).verdict()).isEqualTo(Verdict.PASSED);
  }

  @Test
  void anotherCommitFailsAndTheActualOneIsTold() throws Exception {
    Finding finding = run("0".repeat(40));

    assertThat(finding.verdict()).isEqualTo(Verdict.FAILED);
    assertThat(finding.actual()).isEqualTo(head);
  }

  @Test
  void aBranchNamedLikeAHashIsNotTakenForOne() throws Exception {
    git("branch", "abcdef12");

    assertThat(run("abcdef12").verdict()).isEqualTo(Verdict.FAILED);
  }

  @Test
  void aPrefixOfTwoCommitsIsUnknown() throws Exception {
    String twice = headWithASharedPrefix();

    assertThat(run(twice.substring(0, 4)).verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(run(twice).verdict()).isEqualTo(Verdict.PASSED);
  }

  @Test
  void aDirectoryWithinARepositoryIsNoneItself() throws Exception {
    Path inside = Files.createDirectory(repository.resolve("inside"));

    Finding finding = run(inside, head);

    assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(finding.error()).contains("Not a git repository").contains("inside");
  }

  @Test
  void anUnbornBranchFails() throws Exception {
    repository = Files.createDirectory(directory.resolve("unborn"));
    git("init", "-q");

    assertThat(run(head).verdict()).isEqualTo(Verdict.FAILED);
  }

  @Test
  void aRepositoryOutsideTheRootsIsRefused() {
    assertThatThrownBy(() -> run(Path.of("/"), head)).isInstanceOf(RollbackException.class);
  }

  @Test
  void noProgramThatTheRepositoryNamesIsRun() throws Exception {
    Path mark = directory.resolve("mark");
    git("config", "core.fsmonitor", "touch " + mark);
    git("config", "core.sshCommand", "touch " + mark);
    git("config", "alias.rev-parse", "!touch " + mark);

    assertThat(run(head).verdict()).isEqualTo(Verdict.PASSED);
    assertThat(mark).doesNotExist();
  }

  @Test
  void withoutGitItIsUnknown() throws Exception {
    var runner = new GitCommitRunner(AllowedRoots.of(List.of(directory)), Optional.empty());

    assertThat(
            runner
                .run(
                    new VerificationTest.GitCommit(head, repository.toString(), null),
                    Attempts.patient())
                .verdict())
        .isEqualTo(Verdict.UNKNOWN);
  }

  /// Makes commits until two begin with the same four digits, and checks one of the two out.
  private String headWithASharedPrefix() throws Exception {
    var stream = new StringBuilder();
    for (int n = 1; n <= 3000; n++) {
      stream.append("commit refs/heads/many\ncommitter a <a@b> %d +0000\ndata 1\nx\n".formatted(n));
    }
    Path input = Files.writeString(directory.resolve("stream"), stream);
    var builder =
        new ProcessBuilder(GIT.toString(), "fast-import", "--quiet")
            .directory(repository.toFile())
            .redirectInput(input.toFile());
    assertThat(builder.start().waitFor()).isZero();
    var seen = new HashMap<String, String>();
    for (String commit : git("rev-list", "many").split("\n", -1)) {
      if (!commit.isEmpty() && seen.put(commit.substring(0, 4), commit) != null) {
        git("checkout", "-q", commit);
        return commit;
      }
    }
    throw new IllegalStateException("No two of 3000 commits share four digits.");
  }

  private Finding run(String expected) throws Exception {
    return run(repository, expected);
  }

  private Finding run(Path path, String expected) throws IOException, InterruptedException {
    return new GitCommitRunner(AllowedRoots.of(List.of(directory)), Optional.of(GIT))
        .run(new VerificationTest.GitCommit(expected, path.toString(), null), Attempts.patient());
  }

  private String git(String... words) throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.addAll(
        List.of(GIT.toString(), "-c", "user.name=Ada", "-c", "user.email=ada@example.com"));
    command.addAll(List.of(words));
    Process process =
        new ProcessBuilder(command)
            .directory(repository.toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
