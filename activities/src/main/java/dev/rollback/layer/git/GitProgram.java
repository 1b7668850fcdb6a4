package dev.rollback.layer.git;

import dev.rollback.contract.FailureType;
import dev.rollback.contract.RollbackException;
import dev.rollback.layer.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// The `git` program of this host, started so that nothing of the worker's own surroundings leaks
/// in and that it dies with the worker.
final class GitProgram {
  private static final Pattern VERSION = Pattern.compile("git version (\\d+)\\.(\\d+)");
  private static final List<String> INHERITED =
      List.of("PATH", "HOME", "USER", "LOGNAME", "TMPDIR", "XDG_CONFIG_HOME");

  private final Path git;
  private final Optional<Path> deathSignal;
  private final Duration limit;
  private final Map<String, String> environment;

  private GitProgram(Path git, Optional<Path> deathSignal, Duration limit) {
    this.git = git;
    this.deathSignal = deathSignal;
    this.limit = limit;
    this.environment = environment();
  }

  /// Finds git on `PATH`.
  ///
  /// @param limit the longest that one command may take
  /// @throws RollbackException `ToolMissing`, or `ToolVersionMismatch` below 2.30
  static GitProgram find(Duration limit) {
    Path git =
        onPath("git")
            .orElseThrow(
                () ->
                    Refusal.of(
                        FailureType.TOOL_MISSING,
                        "The git program is not on the worker's PATH. Install git 2.30 or newer."));
    var program = new GitProgram(git, onPath("setpriv"), limit);
    String version =
        program.run(Path.of("/"), List.of("version"), Map.of(), new byte[0], Progress.NONE).line();
    var matcher = VERSION.matcher(version);
    boolean good =
        matcher.find()
            && Integer.parseInt(matcher.group(1)) * 1000 + Integer.parseInt(matcher.group(2))
                >= 2030;
    if (!good) {
      throw Refusal.of(
          FailureType.TOOL_VERSION_MISMATCH,
          "%s is '%s'. Install git 2.30 or newer.",
          git,
          version);
    }
    return program;
  }

  /// Runs one command to its end.
  ///
  /// @param extra variables beside the cleaned environment
  Output run(
      Path directory,
      List<String> arguments,
      Map<String, String> extra,
      byte[] input,
      Progress progress) {
    return run(directory, arguments, extra, input, progress, RunningCommand.Reader.OF_ALL);
  }

  /// The same for an output that may be large.
  ///
  /// @param reader takes the output as it comes; what it answers becomes the [Output]'s bytes
  Output run(
      Path directory,
      List<String> arguments,
      Map<String, String> extra,
      byte[] input,
      Progress progress,
      RunningCommand.Reader reader) {
    var command = new ArrayList<String>();
    deathSignal.ifPresent(
        setpriv -> command.addAll(List.of(setpriv.toString(), "--pdeathsig", "KILL", "--")));
    command.add(git.toString());
    command.addAll(arguments);
    var builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.environment().putAll(extra);
    try {
      return new RunningCommand(builder, input, reader, limit, progress).await();
    } catch (IOException e) {
      throw Refusal.of(directory.toString(), e);
    }
  }

  private static Map<String, String> environment() {
    var variables = new TreeMap<String, String>();
    INHERITED.forEach(
        name -> {
          String value = System.getenv(name);
          if (value != null) {
            variables.put(name, value);
          }
        });
    variables.put("LC_ALL", "C");
    variables.put("GIT_TERMINAL_PROMPT", "0");
    variables.put("GIT_OPTIONAL_LOCKS", "0");
    variables.put("GIT_NO_REPLACE_OBJECTS", "1");
    variables.put("GIT_NO_LAZY_FETCH", "1");
    variables.put("GIT_ALLOW_PROTOCOL", "none");
    variables.put("GIT_LITERAL_PATHSPECS", "1");
    variables.put("GIT_PAGER", "cat");
    variables.put("GIT_EDITOR", "false");
    variables.put("GIT_ASKPASS", "false");
    return variables;
  }

  private static Optional<Path> onPath(String name) {
    String path = System.getenv("PATH");
    for (String directory : (path == null ? "/usr/bin:/bin" : path).split(":", -1)) {
      if (directory.startsWith("/")) {
        Path candidate = Path.of(directory, name);
        if (Files.isExecutable(candidate)) {
          return Optional.of(candidate);
        }
      }
    }
    return Optional.empty();
  }
}
