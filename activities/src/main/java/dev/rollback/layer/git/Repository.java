package dev.rollback.layer.git;

import dev.rollback.contract.FailureType;
import dev.rollback.layer.Progress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An opened repository: a work tree with its own git directory, or a bare one. Every command that
/// it runs is kept from running what the repository's configuration names.
///
/// @param top the work tree, or the git directory of a bare repository
/// @param gitDirectory the work tree's own: HEAD and index live there
/// @param commonDirectory shared by all work trees: objects and branches live there
record Repository(
    GitProgram program,
    Progress progress,
    Path top,
    Path gitDirectory,
    Path commonDirectory,
    boolean bare,
    String objectFormat,
    Settings settings) {

  /// Opens the repository at exactly this path.
  static Repository open(GitProgram program, Path path, Progress progress) {
    if (!Files.exists(path)) {
      throw Refusal.of(
          FailureType.PATH_NOT_FOUND, "There is no %s. Name an existing repository.", path);
    }
    if (!Files.isDirectory(path)) {
      throw notARepository(path);
    }
    Beside<Output> configuration =
        Beside.begin(
            () ->
                program.run(
                    path, List.of("config", "--list", "-z"), Map.of(), new byte[0], progress));
    Output seen =
        program.run(
            path,
            List.of(
                "-c",
                "core.fsmonitor=false",
                "rev-parse",
                "--is-bare-repository",
                "--absolute-git-dir",
                "--git-common-dir",
                "--show-object-format",
                "--show-toplevel"),
            Map.of(),
            new byte[0],
            progress);
    List<String> lines = new String(seen.bytes(), StandardCharsets.UTF_8).lines().toList();
    boolean bare = lines.size() == 4 && lines.getFirst().equals("true");
    if (!bare && !(seen.succeeded() && lines.size() == 5)) {
      if (lines.size() == 4) {
        throw notARepository(path);
      }
      throw Refusal.of(path.toString(), "rev-parse", seen);
    }
    try {
      Path gitDirectory = Path.of(lines.get(1)).toRealPath();
      Path top = bare ? gitDirectory : Path.of(lines.get(4)).toRealPath();
      if (!top.equals(path.toRealPath())) {
        throw Refusal.of(
            FailureType.NOT_A_GIT_REPOSITORY,
            "Not a git repository: %s; it lies inside %s. Name that instead.",
            path,
            top);
      }
      return new Repository(
          program,
          progress,
          top,
          gitDirectory,
          path.resolve(lines.get(2)).toRealPath(),
          bare,
          lines.get(3),
          new Settings(configuration.answer().records()));
    } catch (IOException e) {
      throw Refusal.of(path.toString(), e);
    }
  }

  private static RuntimeException notARepository(Path path) {
    return Refusal.of(
        FailureType.NOT_A_GIT_REPOSITORY,
        "Not a git repository: %s. Name a work tree or a bare repository.",
        path);
  }

  /// Runs a command that must succeed.
  Output git(String... arguments) {
    return run(List.of(arguments), Map.of(), new byte[0], false);
  }

  /// Runs a command that must succeed, fed with `input`.
  Output feed(byte[] input, String... arguments) {
    return run(List.of(arguments), Map.of(), input, false);
  }

  /// Runs a command whose failure is an answer.
  Output ask(String... arguments) {
    return run(List.of(arguments), Map.of(), new byte[0], true);
  }

  /// Runs a command with this index instead of the repository's own.
  Output withIndex(Path index, byte[] input, String... arguments) {
    return run(List.of(arguments), Map.of("GIT_INDEX_FILE", index.toString()), input, false);
  }

  Output run(List<String> arguments, Map<String, String> extra, byte[] input, boolean mayFail) {
    var all = new ArrayList<>(settings.overrides(false));
    all.addAll(arguments);
    Output output = program.run(top, all, extra, input, progress);
    if (!mayFail && !output.succeeded()) {
      throw Refusal.of(top.toString(), arguments.getFirst(), output);
    }
    return output;
  }

  Path index() {
    return gitDirectory.resolve("index");
  }

  Path objects() {
    return commonDirectory.resolve("objects");
  }

  /// Whether it is not one of the work trees that were added to a repository.
  boolean isMainWorkTree() {
    return gitDirectory.equals(commonDirectory);
  }

  /// The bytes of an object's name.
  int idLength() {
    return objectFormat.equals("sha256") ? 32 : 20;
  }

  /// The name of no object.
  String zero() {
    return "0".repeat(2 * idLength());
  }

  String emptyTree() {
    return objectFormat.equals("sha256")
        ? "6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321"
        : "4b825dc642cb6eb9a060e54bf8d69288fbee4904";
  }

  /// What a name resolves to.
  Optional<String> resolve(String name) {
    Output found = ask("rev-parse", "--verify", "--quiet", "--end-of-options", name);
    return found.succeeded() ? Optional.of(found.line()) : Optional.empty();
  }

  /// The same repository, reporting elsewhere.
  Repository reporting(Progress other) {
    return new Repository(
        program, other, top, gitDirectory, commonDirectory, bare, objectFormat, settings);
  }

  /// Paths as `-z` input.
  static byte[] listed(Iterable<RepoPath> paths) {
    var text = new StringBuilder();
    paths.forEach(path -> text.append(path.raw()).append('\0'));
    return text.toString().getBytes(StandardCharsets.ISO_8859_1);
  }
}
