package dev.rollback.verify;

import dev.rollback.contract.VerificationTest;
import dev.rollback.files.AllowedRoots;
import dev.rollback.process.ProgramCall;
import dev.rollback.process.ProgramEnd;
import dev.rollback.process.Programs;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Compares HEAD of a repository with a commit, by the git program.
///
/// A short hash must be the prefix of no other commit of the repository. Names of branches and tags
/// are never taken for hashes.
final class GitCommitRunner implements Runner<VerificationTest.GitCommit> {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int MOST_OUTPUT = 1 << 20;

  private final AllowedRoots roots;
  private final Optional<Path> git;

  /// @param git the program, or empty where the host has none
  GitCommitRunner(AllowedRoots roots, Optional<Path> git) {
    this.roots = roots;
    this.git = git;
  }

  @Override
  public Finding run(VerificationTest.GitCommit test, Attempt attempt)
      throws IOException, InterruptedException {
    if (git.isEmpty()) {
      return Finding.undecidable("The git program is not on the worker's PATH. Install git.");
    }
    if (test.repoPath() == null) {
      return Finding.undecidable(
          "No repository is named, and the snapshot is not of one. Give the test a repo_path.");
    }
    var repository = new Questions(git.get(), roots.check(test.repoPath()), attempt);
    Optional<String> head = repository.answer("rev-parse", "--verify", "--quiet", "HEAD^{commit}");
    if (head.isEmpty()) {
      return repository.answer("rev-parse", "--git-dir").isEmpty()
          ? Finding.unknown("Not a git repository: %s".formatted(test.repoPath()))
          : Finding.failed(
              test.expectedCommit(), null, test.repoPath() + " has no commit checked out.");
    }
    return compared(test, head.get().strip(), repository);
  }

  private static Finding compared(
      VerificationTest.GitCommit test, String head, Questions repository)
      throws IOException, InterruptedException {
    String expected = test.expectedCommit().toLowerCase(Locale.ROOT);
    if (!head.startsWith(expected)) {
      return Finding.failed(
          test.expectedCommit(), head, "%s is at %s.".formatted(test.repoPath(), head));
    }
    if (expected.length() < head.length() && repository.commits(expected) > 1) {
      return Finding.undecidable(
          "%s begins the hash of more than one commit of %s. Give more digits."
              .formatted(test.expectedCommit(), test.repoPath()));
    }
    return Finding.passed(test.expectedCommit(), head);
  }

  /// Git commands that read one repository. None runs a hook or a program that the repository
  /// names, waits for a lock, or fetches.
  private record Questions(Path git, Path repository, Attempt attempt) {
    private static final Map<String, String> ENVIRONMENT =
        Map.ofEntries(
            Map.entry("LC_ALL", "C"),
            Map.entry("HOME", "/nonexistent"),
            Map.entry("PATH", "/usr/bin:/bin"),
            Map.entry("GIT_CONFIG_NOSYSTEM", "1"),
            Map.entry("GIT_CONFIG_GLOBAL", "/dev/null"),
            Map.entry("GIT_TERMINAL_PROMPT", "0"),
            Map.entry("GIT_OPTIONAL_LOCKS", "0"),
            Map.entry("GIT_NO_REPLACE_OBJECTS", "1"),
            Map.entry("GIT_NO_LAZY_FETCH", "1"),
            Map.entry("GIT_ALLOW_PROTOCOL", "none"));

    /// What git printed; empty where it exits with something else than 0.
    Optional<String> answer(String... words) throws IOException, InterruptedException {
      var environment = new TreeMap<>(ENVIRONMENT);
      Path parent = repository.getParent();
      environment.put("GIT_CEILING_DIRECTORIES", parent == null ? "/" : parent.toString());
      var command = new ArrayList<String>();
      command.add(git.toString());
      command.addAll(
          List.of(
              "-c",
              "safe.directory=" + repository,
              "-c",
              "core.hooksPath=/dev/null",
              "-c",
              "core.fsmonitor=false"));
      command.addAll(List.of(words));
      var call =
          new ProgramCall(command, repository, environment, attempt.atMost(LIMIT), MOST_OUTPUT);
      return switch (Programs.run(call, attempt::pulse)) {
        case ProgramEnd.Exited(int exit, String output, boolean _) ->
            exit == 0 ? Optional.of(output) : Optional.empty();
        case ProgramEnd.Overdue _ ->
            throw new IOException("git took too long in %s.".formatted(repository));
      };
    }

    /// How many commits there are whose hash has the prefix.
    int commits(String prefix) throws IOException, InterruptedException {
      int commits = 0;
      for (String object :
          answer("rev-parse", "--disambiguate=" + prefix).orElse("").split("\n", -1)) {
        if (!object.isBlank()
            && answer("cat-file", "-t", object).map(String::strip).equals(Optional.of("commit"))) {
          commits++;
        }
      }
      return commits;
    }
  }
}
