package dev.rollback.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.testing.Component;
import dev.rollback.testing.Requires;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A directory of the product's own inside a repository is nothing to git.
@Requires(Component.GIT)
class GitIgnoredTest {
  @TempDir Path repository;

  @Test
  void gitNeitherReportsNorRemovesIt() throws Exception {
    git("init", "-q");
    Path store = Files.createDirectories(repository.resolve("var/store"));
    Files.writeString(store.resolve("content"), "kept\n");
    assertThat(git("status", "--porcelain", "--untracked-files=all")).isNotEmpty();

    GitIgnored.mark(store);

    assertThat(git("status", "--porcelain", "--untracked-files=all")).isEmpty();
    git("clean", "-q", "-f", "-d");
    assertThat(store.resolve("content")).hasContent("kept");
  }

  @Test
  void whatIsThereAlreadyStays() throws IOException {
    Files.writeString(repository.resolve(".gitignore"), "mine\n");

    GitIgnored.mark(repository);

    assertThat(repository.resolve(".gitignore")).hasContent("mine");
  }

  private String git(String... arguments) throws IOException, InterruptedException {
    var command = new String[arguments.length + 1];
    command[0] = "git";
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    Process process =
        new ProcessBuilder(command)
            .directory(repository.toFile())
            .redirectErrorStream(true)
            .start();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
