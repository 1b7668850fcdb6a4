package dev.rollback.layer.git;

import dev.rollback.contract.SnapshotSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A real repository made by the real git, to be damaged at will.
record TestRepository(Path top) {

  static TestRepository init(Path top, String... options) {
    try {
      Files.createDirectories(top);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var repository = new TestRepository(top);
    var arguments = new ArrayList<>(List.of("init", "-q", "-b", "main"));
    arguments.addAll(List.of(options));
    repository.git(arguments.toArray(String[]::new));
    repository.git("config", "user.name", "Someone");
    repository.git("config", "user.email", "someone@example.org");
    return repository;
  }

  SnapshotSpec.GitCommit spec() {
    return SnapshotSpec.GitCommit.of(top.toString());
  }

  /// What git prints, without the last line's end.
  String git(String... arguments) {
    Run run = run(arguments);
    if (run.exit() != 0) {
      throw new AssertionError(String.join(" ", arguments) + ": " + run.output());
    }
    return run.output().stripTrailing();
  }

  /// @param output both streams together
  record Run(int exit, String output) {}

  Run run(String... arguments) {
    var command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    return execute(command);
  }

  /// Runs a shell line in the work tree: for names that Java cannot write.
  String shell(String line) {
    Run run = execute(List.of("bash", "-c", line));
    if (run.exit() != 0) {
      throw new AssertionError(line + ": " + run.output());
    }
    return run.output().stripTrailing();
  }

  private Run execute(List<String> command) {
    try {
      var builder = new ProcessBuilder(command).directory(top.toFile()).redirectErrorStream(true);
      builder.environment().put("LC_ALL", "C");
      builder.environment().put("GIT_CONFIG_GLOBAL", "/dev/null");
      builder.environment().put("GIT_ALLOW_PROTOCOL", "file");
      Process process = builder.start();
      process.getOutputStream().close();
      byte[] output = process.getInputStream().readAllBytes();
      return new Run(process.waitFor(), new String(output, StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  TestRepository write(String name, String content) {
    try {
      Path file = top.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, content);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String read(String name) {
    try {
      return Files.readString(top.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean has(String name) {
    return Files.exists(top.resolve(name), LinkOption.NOFOLLOW_LINKS);
  }

  TestRepository delete(String name) {
    try {
      Files.delete(top.resolve(name));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Adds and commits everything; answers the commit.
  String commit(String message) {
    git("add", "-A");
    git("commit", "-q", "--allow-empty", "-m", message);
    return head();
  }

  String head() {
    return git("rev-parse", "HEAD");
  }

  /// Everything that a snapshot must bring back, in words: HEAD, status, index with its flags, and
  /// the bytes, kinds and executable bits of all files.
  String everything() {
    String files =
        shell(
            "find . -name .git -prune -o \\( -type f -o -type l \\) -print0 | sort -z | while IFS="
                + " read -r -d '' f; do if [ -L \"$f\" ]; then printf 'link '; readlink \"$f\";"
                + " else test -x \"$f\" && printf 'x '; sha256sum < \"$f\"; fi; printf '%s\\n"
                + "' \"$f\"; done");
    return String.join(
        "\n",
        run("symbolic-ref", "-q", "HEAD").output(),
        run("rev-parse", "-q", "--verify", "HEAD").output(),
        git("status", "--porcelain=v2", "-z", "--untracked-files=all"),
        git("ls-files", "-s", "-v", "-z"),
        files);
  }
}
