package dev.rollback.worker.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.rollback.contract.FailureType;
import dev.rollback.contract.RollbackException;
import dev.rollback.worker.SettingsException;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is answered without a Temporal.
final class UsageTest {
  @TempDir private Path directory = Path.of("");

  private Screen screen(Map<String, String> environment) {
    return Screen.piped(directory, environment, "");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense",
        "list --nonsense",
        "list --limit 0",
        "create",
        "create x",
        "create ../x --config-file /a",
        "create x --type container",
        "create x --type configuration",
        "create x --type set",
        "create x --repo . --backup-location /b --type git_commit",
        "create x --config-file /a --expires-at soon",
        "create x --file missing.yaml",
        "create x --type file_system",
        "create x --config-file /a --exclude b",
        "create x /a --config-file /a",
        "create x --type file_system --repo . /a",
        "create x --type file_system /a --exclude-file missing",
        "diff x y --limit 0",
        "restore x",
        "show x /a --limit 0",
        "retention --keep-last many",
        "retention --keep-within soon",
        "retention --group-by colour",
        "schedule create nightly --config-file /a",
        "schedule",
        "rollback x --mode sideways",
        "rollback x --test file_exist:/a",
        "rollback x --test tcp_port:host",
        "rollback x --git-mode sideways",
        "rollback x --timeout 5w",
        "cancel other/x",
        "--action fly",
        "--output xml list",
        "--no-wait list",
        "--address a:1 completion bash",
        "--config {} create x --config-file /a"
      })
  void whatIsNotUnderstoodExitsWithTwo(String line) {
    Screen screen = screen(Map.of());
    assertThat(screen.run(line.split(" ", -1))).isEqualTo(Exit.USAGE);
    assertThat(screen.err()).startsWith("error: ").contains("--help");
    assertThat(screen.out()).isEmpty();
  }

  @Test
  void anExcludeFileThatIsNotThereIsNamed() {
    Screen screen = screen(Map.of());
    int exit = screen.run("create", "x", "-t", "file_system", "/a", "--exclude-file", "none");
    assertThat(exit).isEqualTo(Exit.USAGE);
    assertThat(screen.err()).contains("There is no file none").doesNotContain("Exception");
  }

  @ParameterizedTest
  @MethodSource
  void aFailureWithoutTemporalBearsItsTypeAndExitCode(Exception thrown, int exit, String told) {
    Screen screen = screen(Map.of());
    var program = CommandLines.of(screen.console());
    int code =
        new UnexpectedFailure(screen.console())
            .handleExecutionException(thrown, program, program.parseArgs("list"));
    assertThat(code).isEqualTo(exit);
    assertThat(screen.err()).contains(told).doesNotContain("Exception", "..");
  }

  static Stream<Arguments> aFailureWithoutTemporalBearsItsTypeAndExitCode() {
    return Stream.of(
        arguments(
            new SettingsException(List.of("ROLLBACK_STORE_KEY refers to /none.")),
            Exit.USAGE,
            "InvalidSettings"),
        arguments(
            new RollbackException(FailureType.PATH_NOT_FOUND, "Snapshot v1 holds no file /a."),
            Exit.FAILED,
            "PathNotFound"),
        arguments(
            new RollbackException(FailureType.INVALID_REQUEST, "limit must be positive."),
            Exit.USAGE,
            "limit must be positive."));
  }

  @Test
  void aMisspeltFieldIsNamed() throws IOException {
    Files.writeString(
        directory.resolve("bad.yaml"), "snapshot_id: x\ntype: git_commit\nconfig: {repo: /a}\n");
    Screen screen = screen(Map.of());
    assertThat(screen.run("create", "-f", "bad.yaml")).isEqualTo(Exit.USAGE);
    assertThat(screen.err()).contains("bad.yaml", "repo", "repo_path");
  }

  @Test
  void badYamlIsNamedWithItsLine() throws IOException {
    Files.writeString(directory.resolve("bad.yaml"), "a: 1\na: 2\n");
    Screen screen = screen(Map.of());
    assertThat(screen.run("process", "bad.yaml")).isEqualTo(Exit.USAGE);
    assertThat(screen.err()).contains("bad.yaml is not YAML", "line 2");
  }

  @Test
  void withoutTemporalItExitsWithFourAndSaysWhatToStart() throws IOException {
    int port;
    try (var socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    Screen screen = screen(Map.of("TEMPORAL_ADDRESS", "127.0.0.1:" + port));
    assertThat(screen.run("list", "-o", "json")).isEqualTo(Exit.UNREACHABLE);
    assertThat(screen.err()).contains("No Temporal answers", "./rollback dev", "TEMPORAL_ADDRESS");
    assertThat(screen.out()).contains("\"error_type\" : \"Unreachable\"");
  }

  @Test
  void aServerThatSaysNothingIsGivenUp() throws IOException {
    try (var silent = new ServerSocket(0)) {
      Screen screen = screen(Map.of("TEMPORAL_ADDRESS", "127.0.0.1:" + silent.getLocalPort()));
      assertThat(screen.run("list")).isEqualTo(Exit.UNREACHABLE);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--address 127.0.0.1:1 list",
        "list --address 127.0.0.1:1",
        "--address 127.0.0.1:2 list --address 127.0.0.1:1",
        "--address 127.0.0.1:1 audit export x"
      })
  void aConnectionOptionCountsBeforeAndBehindTheCommandAndTheLaterOneWins(String line) {
    Screen screen = screen(Map.of("TEMPORAL_ADDRESS", "127.0.0.1:3"));
    assertThat(screen.run(line.split(" ", -1))).isEqualTo(Exit.UNREACHABLE);
    assertThat(screen.err()).contains("127.0.0.1:1.");
  }

  @Test
  void theOutputFormatMayStandBeforeTheCommand() {
    Screen screen = screen(Map.of("TEMPORAL_ADDRESS", "127.0.0.1:1"));
    assertThat(screen.run("-o", "json", "list")).isEqualTo(Exit.UNREACHABLE);
    assertThat(screen.out()).startsWith("{").contains("\"error_type\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# nothing yet\n\n", "[profile]\n", "[profile.default]\n"})
  void aSettingsFileThatSaysNothingHasNoProfile(String text) throws IOException {
    Path file = Files.writeString(directory.resolve("empty.toml"), text);
    Map<String, String> environment =
        Map.of("TEMPORAL_CONFIG_FILE", file.toString(), "TEMPORAL_ADDRESS", "127.0.0.1:1");
    Screen usual = screen(environment);
    assertThat(usual.run("list")).isEqualTo(Exit.UNREACHABLE);
    assertThat(usual.err()).contains("127.0.0.1:1");
    Screen named = screen(environment);
    assertThat(named.run("--profile", "other", "list")).isEqualTo(Exit.USAGE);
    assertThat(named.err()).contains("profile other");
  }

  @ParameterizedTest
  @CsvSource({
    "[profile.default] | api_key = \"s3cret, 'line 2, column'",
    "profile = \"s3cret\", profile is not of the right kind",
    "[profile.default] | api_key = [\"s3cret\"], profile.default.api_key is not of the right kind",
    "[profile.default.tls] | client_cert = \"s3cret\", 'there is no key \"client_cert\"'"
  })
  void aMalformedSettingsFileIsRefusedWithItsPlaceAndWithoutItsValues(String text, String told)
      throws IOException {
    Path file = Files.writeString(directory.resolve("bad.toml"), text.replace(" | ", "\n") + "\n");
    Screen screen = screen(Map.of("TEMPORAL_CONFIG_FILE", file.toString()));
    assertThat(screen.run("list")).isEqualTo(Exit.USAGE);
    assertThat(screen.err()).contains(told).doesNotContain("s3cret", "Exception", "null");
  }

  @Test
  void aMissingProfileOrSettingsFileIsRefusedAndNoKeyIsShown() throws IOException {
    Path file = directory.resolve("temporal.toml");
    Files.writeString(file, "[profile.default]\naddress = \"a:1\"\napi_key = \"s3cret\"\n");
    Screen profile =
        screen(Map.of("TEMPORAL_CONFIG_FILE", file.toString(), "TEMPORAL_PROFILE", "other"));
    assertThat(profile.run("list")).isEqualTo(Exit.USAGE);
    assertThat(profile.err()).contains("other").doesNotContain("s3cret");
    Screen missing = screen(Map.of("TEMPORAL_CONFIG_FILE", "/nowhere.toml"));
    assertThat(missing.run("list")).isEqualTo(Exit.USAGE);
    assertThat(missing.err()).contains("/nowhere.toml");
  }

  @Test
  void aMisspeltSettingIsNamed() throws IOException {
    Path file = directory.resolve("misspelt.toml");
    Files.writeString(file, "[profile.default]\nadress = \"a:1\"\napi_key = \"s3cret\"\n");
    Screen screen = screen(Map.of("TEMPORAL_CONFIG_FILE", file.toString()));
    assertThat(screen.run("list")).isEqualTo(Exit.USAGE);
    assertThat(screen.err()).contains("\"adress\"").doesNotContain("s3cret", "io.temporal");
  }

  @Test
  void completionNamesTheCommands() {
    Screen screen = screen(Map.of());
    assertThat(screen.run("completion", "zsh")).isEqualTo(Exit.SUCCESS);
    assertThat(screen.out()).contains("bashcompinit", "rollback", "describe", "--no-wait");
  }

  @Test
  void bashCompletesCommandsAndTheOptionsOfTheOneNamedLikeTheProgram()
      throws IOException, InterruptedException {
    Screen screen = screen(Map.of());
    screen.run("completion", "bash");
    Path script = Files.writeString(directory.resolve("completion"), screen.out());
    assertThat(completed(script, "rollback", "de")).contains("describe", "delete");
    assertThat(completed(script, "rollback", "rollback", "--on")).contains("--on-failure");
  }

  private String completed(Path script, String... words) throws IOException, InterruptedException {
    Path answer = directory.resolve("answer");
    String program =
        "compopt() { :; }; source \"$1\"; shift; COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1));"
            + " _complete_rollback; echo \"${COMPREPLY[@]}\"";
    var command = new ArrayList<>(List.of("bash", "-c", program, "bash", script.toString()));
    command.addAll(List.of(words));
    Process bash =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(answer.toFile())
            .start();
    assertThat(bash.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return Files.readString(answer);
  }

  @Test
  void helpLoadsNoClassOfTemporals() throws IOException, InterruptedException {
    Path log = directory.resolve("classes");
    Process help =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load:file=" + log,
                "-cp",
                System.getProperty("java.class.path"),
                "dev.rollback.worker.Main",
                "rollback",
                "--help")
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("help").toFile())
            .start();
    assertThat(help.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(Files.readString(directory.resolve("help")))
        .startsWith("Usage: rollback rollback")
        .doesNotContain("\u001b");
    assertThat(Files.readString(log)).doesNotContain(" io.temporal.", " io.grpc.");
  }
}
