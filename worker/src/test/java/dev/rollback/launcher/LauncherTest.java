package dev.rollback.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.testing.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The launcher script in a checkout of its own, with a `mvn` that only leaves jars and a JDK whose
/// `java` prints what it was started with.
final class LauncherTest {
  private static final long LIMIT_SECONDS = 60;

  @TempDir Path temporary;
  private Path checkout;
  private Path launcher;
  private Path jdk;
  private Path programs;
  private Path builds;

  @BeforeEach
  void layOut() throws IOException {
    checkout = Files.createDirectory(temporary.resolve("a checkout"));
    jdk = temporary.resolve("some jdk");
    programs = Files.createDirectory(temporary.resolve("programs"));
    builds = temporary.resolve("builds");
    launcher = script(checkout.resolve("rollback"), Files.readString(Path.of("..", "rollback")));
    Files.writeString(checkout.resolve("pom.xml"), "<project/>");
    for (String module : List.of("workflows", "worker")) {
      Files.createDirectories(checkout.resolve(module).resolve("src/main"));
      Files.writeString(checkout.resolve(module).resolve("pom.xml"), "<project/>");
    }
    jdkOfRelease("25.0.1");
    mavenThat(
        "mkdir -p worker/target/lib; : > worker/target/lib/a.jar; : >"
            + " worker/target/rollback-worker-1.jar");
  }

  @Test
  void argumentsArriveAsTheyWereWritten() throws Exception {
    var run = launch("create", "two words", "", "$HOME", "--label=a'b");

    assertThat(run.arguments()).endsWith("create", "two words", "", "$HOME", "--label=a'b");
    assertThat(run.exit()).isZero();
  }

  @Test
  void theExitStatusIsThatOfTheProgram() throws Exception {
    assertThat(launch("exit-3").exit()).isEqualTo(3);
  }

  @Test
  void theProcessBecomesJavaSoThatSignalsReachIt() throws Exception {
    var run = launch("show-process");

    assertThat(run.output().lines()).contains("process=" + run.process());
  }

  @Test
  void aLinkToTheLauncherWorksFromAnotherDirectory() throws Exception {
    Path link =
        Files.createSymbolicLink(programs.resolve("rollback"), Path.of("../a checkout/rollback"));

    var run = launch(link, Map.of(), "list");

    assertThat(run.arguments()).contains("dev.rollback.worker.Main", "list");
    assertThat(run.output()).contains("directory=" + temporary.toRealPath());
  }

  @Test
  void theClassPathHoldsJarsOnly() throws Exception {
    var arguments = launch("list").arguments();

    String classPath = arguments.get(arguments.indexOf("-cp") + 1);
    assertThat(classPath.split(":")).hasSize(2).allMatch(entry -> entry.endsWith(".jar"));
  }

  @Test
  void whatIsBuiltIsNotBuiltAgain() throws Exception {
    launch("list");
    launch("list");

    assertThat(Files.readAllLines(builds)).hasSize(1);
  }

  @Test
  void aNewerSourceIsBuiltAgain() throws Exception {
    launch("list");
    Path source = Files.writeString(checkout.resolve("worker/src/main/New.java"), "class New {}");
    Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(5)));
    launch("list");

    assertThat(Files.readAllLines(builds)).hasSize(2);
  }

  @Test
  void manyAtOnceBuildOnce() throws Exception {
    mavenThat("sleep 1; mkdir -p worker/target/lib; : > worker/target/rollback-worker-1.jar");
    List<Process> started = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      started.add(start(launcher, Map.of(), "list"));
    }

    for (Process process : started) {
      Run run = finish(process);
      assertThat(run.exit()).as(run.errors()).isZero();
    }
    assertThat(Files.readAllLines(builds)).hasSize(1);
  }

  @Test
  void theLockOfALauncherThatWasKilledIsTakenOver() throws Exception {
    Files.createDirectories(checkout.resolve("target"));
    Process ended = new ProcessBuilder("true").start();
    ended.waitFor();
    Path lock = checkout.resolve("target/launcher.lock");
    Files.createSymbolicLink(lock, Path.of(Long.toString(ended.pid())));

    assertThat(launch("list").exit()).isZero();
    assertThat(lock).satisfies(path -> assertThat(Files.isSymbolicLink(path)).isFalse());
  }

  @Test
  void aFailedBuildStartsNothingAndLeavesNothing() throws Exception {
    mavenThat("echo 'the compiler said no' ; exit 1");

    var run = launch("list");

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.errors()).contains("the compiler said no", "The build failed");
    assertThat(run.output()).isEmpty();
    try (Stream<Path> left = Files.list(checkout.resolve("target/run"))) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void aBuildWithoutJarsIsSaidAndNotPublished() throws Exception {
    mavenThat(":");

    var run = launch("list");

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.errors()).contains("The build left no rollback-worker jar");
    assertThat(checkout.resolve("target/run/current")).doesNotExist();
  }

  @Test
  void aBuildThatFailsLeavesTheOneBefore() throws Exception {
    launch("list");
    Path published = checkout.resolve("target/run/current");
    String before = Files.readString(published);
    mavenThat("exit 1");
    Files.setLastModifiedTime(
        checkout.resolve("pom.xml"), FileTime.from(Instant.now().plusSeconds(5)));

    assertThat(launch("list").exit()).isEqualTo(1);
    assertThat(published).hasContent(before);
  }

  @Test
  void anOlderJdkIsRefusedByName() throws Exception {
    jdkOfRelease("24.0.2");

    var run = launch("list");

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.errors()).contains("ROLLBACK_JAVA_HOME (" + jdk + ") is no JDK 25 or newer.");
  }

  @Test
  void anOlderMavenIsRefusedByVersion() throws Exception {
    script(programs.resolve("mvn"), "#!/bin/sh\necho Apache Maven 3.6.3\n");

    assertThat(launch("list").errors()).contains("Maven 3.8 or newer is needed", "Maven 3.6");
  }

  @Test
  void aMissingMavenIsSaidWithWhatToDo() throws Exception {
    Files.delete(programs.resolve("mvn"));
    for (String needed :
        List.of("dirname", "readlink", "mkdir", "ln", "rm", "find", "head", "sh")) {
      String program = Program.find(needed).orElseThrow().toString();
      script(programs.resolve(needed), "#!/bin/sh\nexec " + program + " \"$@\"\n");
    }

    var run = launch(launcher, Map.of("PATH", programs.toString()), "list");

    assertThat(run.errors()).contains("Maven is needed", "Install Maven 3.8 or newer");
    assertThat(run.exit()).isEqualTo(1);
  }

  private void jdkOfRelease(String version) throws IOException {
    Files.createDirectories(jdk.resolve("bin"));
    Files.writeString(
        jdk.resolve("release"), "IMPLEMENTOR=\"any\"\nJAVA_VERSION=\"" + version + "\"\n");
    script(
        jdk.resolve("bin/java"),
        """
        #!/bin/sh
        echo "directory=$(pwd -P)"
        echo "process=$$"
        for argument in "$@"; do echo "argument=$argument"; done
        case " $* " in *" exit-3 "*) exit 3 ;; esac
        """);
  }

  private void mavenThat(String builds) throws IOException {
    script(
        programs.resolve("mvn"),
        """
        #!/bin/sh
        case "$*" in *--version*) echo "Apache Maven 3.8.7"; exit ;; esac
        echo built >> '%s'
        %s
        """
            .formatted(this.builds, builds));
  }

  private static Path script(Path file, String text) throws IOException {
    Files.writeString(file, text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Run launch(String... arguments) throws Exception {
    return launch(launcher, Map.of(), arguments);
  }

  private Run launch(Path program, Map<String, String> environment, String... arguments)
      throws Exception {
    return finish(start(program, environment, arguments));
  }

  private Process start(Path program, Map<String, String> environment, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).directory(temporary.toFile());
    builder.environment().put("ROLLBACK_JAVA_HOME", jdk.toString());
    builder.environment().merge("PATH", programs.toString(), (path, first) -> first + ":" + path);
    builder.environment().putAll(environment);
    return builder.start();
  }

  private static Run finish(Process process) throws Exception {
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    String errors = new String(process.getErrorStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
    return new Run(process.pid(), process.exitValue(), output, errors);
  }

  private record Run(long process, int exit, String output, String errors) {
    List<String> arguments() {
      return output
          .lines()
          .filter(line -> line.startsWith("argument="))
          .map(line -> line.substring("argument=".length()))
          .toList();
    }
  }
}
