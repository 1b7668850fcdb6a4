package dev.rollback.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.contract.Verdict;
import dev.rollback.contract.VerificationTest;
import dev.rollback.layer.WorkStopped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Commands and services, by real programs.
final class ProgramRunnersTest {
  @TempDir Path directory = Path.of("unset");

  @Test
  void theExitCodeDecides() throws Exception {
    assertThat(run(script("exit 0")).verdict()).isEqualTo(Verdict.PASSED);
    Finding failed = run(script("echo broken; exit 3"));
    assertThat(failed.verdict()).isEqualTo(Verdict.FAILED);
    assertThat(failed.actual())
        .isEqualTo(Map.of("exit_code", 3, "output", "broken\n", "cut", false));
  }

  @Test
  void onlyCommandsOfTheSettingsAreRun() throws Exception {
    Finding finding =
        new CommandRunner(Map.of())
            .run(new VerificationTest.Command("sh", List.of(), null), Attempts.patient());

    assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(finding.error()).contains("ROLLBACK_COMMANDS");
  }

  @Test
  void argumentsAreAppendedOnlyAsTheEntryAllows() throws Exception {
    NamedCommand open =
        NamedCommand.of(
            List.of(script("printf '%s|' \"$@\"").toString(), "own"),
            new NamedCommand.Arguments(2, "[a-z $();]+"),
            null,
            null,
            null);

    assertThat(run(open, "one", "a $(b); c").actual())
        .isEqualTo(Map.of("exit_code", 0, "output", "own|one|a $(b); c|", "cut", false));
    assertThat(run(open, "one", "two", "three").verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(run(open, "ONE").verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(run(open, "one\n").verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(run(command(script("exit 0")), "one").verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void nothingOfTheWorkersSurroundingsIsSeen() throws Exception {
    NamedCommand printing =
        NamedCommand.of(
            List.of("/usr/bin/env"), null, directory.toString(), null, Map.of("MODE", "check"));

    assertThat(String.valueOf(run(printing).actual()))
        .contains("MODE=check")
        .contains("LC_ALL=C.UTF-8")
        .doesNotContain("HOME=")
        .doesNotContain("JAVA");
  }

  @Test
  void muchOutputIsCutAndDoesNotStopTheCommand() throws Exception {
    Finding finding = run(script("head -c 1000000 /dev/zero | tr '\\0' x"));

    assertThat(finding.verdict()).isEqualTo(Verdict.PASSED);
    assertThat(finding.actual())
        .isEqualTo(Map.of("exit_code", 0, "output", "x".repeat(8192), "cut", true));
  }

  @Test
  void aCommandThatTakesTooLongIsEndedWithItsChildren() throws Exception {
    Path pid = directory.resolve("pid");
    NamedCommand slow =
        NamedCommand.of(
            List.of(script("sleep 600 & echo $! > %s; wait".formatted(pid)).toString()),
            null,
            null,
            1L,
            null);

    Finding finding = run(slow);

    assertThat(finding.verdict()).isEqualTo(Verdict.FAILED);
    assertThat(finding.error()).contains("took longer than 1 s");
    assertEnds(Long.parseLong(Files.readString(pid).strip()));
  }

  @Test
  void aCommandIsEndedWhenTheWorkIsNoLongerWanted() throws Exception {
    Path pid = directory.resolve("pid");
    NamedCommand slow = command(script("echo $$ > %s; exec sleep 600".formatted(pid)));
    var attempt =
        new Attempt(
            Timekeeper.SYSTEM,
            (_, _, _, _) -> {
              throw new WorkStopped("cancelled", new IllegalStateException());
            },
            Duration.ofMinutes(5));

    assertThatThrownBy(
            () ->
                new CommandRunner(Map.of("check", slow))
                    .run(new VerificationTest.Command("check", List.of(), null), attempt))
        .isInstanceOf(WorkStopped.class);
    assertEnds(Long.parseLong(Files.readString(pid).strip()));
  }

  @Test
  void aServiceIsToldByItsPidFile() throws Exception {
    Path alive =
        Files.writeString(directory.resolve("alive"), ProcessHandle.current().pid() + "\n");
    Process ended = new ProcessBuilder("/bin/true").start();
    ended.waitFor();
    Path dead = Files.writeString(directory.resolve("dead"), ended.pid() + "\n");
    var services =
        Map.of(
            "alive", NamedService.of(null, alive.toString(), null),
            "dead", NamedService.of(null, dead.toString(), null),
            "missing", NamedService.of(null, directory.resolve("no").toString(), null));

    assertThat(services(services, Optional.empty(), "alive").verdict()).isEqualTo(Verdict.PASSED);
    Finding failed = services(services, Optional.empty(), "alive", "dead", "missing");
    assertThat(failed.verdict()).isEqualTo(Verdict.FAILED);
    assertThat(failed.actual())
        .isEqualTo(Map.of("alive", "active", "dead", "process ended", "missing", "no pid file"));
  }

  @Test
  void aServiceIsToldByItsCommand() throws Exception {
    var services =
        Map.of(
            "up", NamedService.of(List.of("/bin/true"), null, null),
            "down", NamedService.of(List.of("/bin/false"), null, null));

    assertThat(services(services, Optional.empty(), "up").verdict()).isEqualTo(Verdict.PASSED);
    assertThat(services(services, Optional.empty(), "up", "down").error()).contains("down");
  }

  @Test
  void aServiceIsToldBySystemd() throws Exception {
    Path systemctl =
        script(
            "[ \"$1 $2\" = 'is-active --' ] || exit 9; [ \"$3\" = nginx ] && echo active && exit 0;"
                + " echo failed; exit 3");

    assertThat(services(Map.of(), Optional.of(systemctl), "nginx").verdict())
        .isEqualTo(Verdict.PASSED);
    assertThat(services(Map.of(), Optional.of(systemctl), "nginx", "app").actual())
        .isEqualTo(Map.of("nginx", "active", "app", "failed"));
  }

  @Test
  void withoutSystemdAndSettingsItIsUnknownAndSaysWhatToConfigure() throws Exception {
    Finding finding = services(Map.of(), Optional.empty(), "nginx");

    assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(finding.error()).contains("nginx").contains("ROLLBACK_COMMANDS");
  }

  private Path script(String body) throws IOException {
    Path script = Files.createTempFile(directory, "script", ".sh");
    Files.writeString(script, "#!/bin/sh\n" + body + "\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    return script;
  }

  private static NamedCommand command(Path program) {
    return NamedCommand.of(List.of(program.toString()), null, null, null, null);
  }

  private static Finding run(Path program) throws Exception {
    return run(command(program));
  }

  private static Finding run(NamedCommand command, String... arguments) throws Exception {
    return new CommandRunner(Map.of("check", command))
        .run(new VerificationTest.Command("check", List.of(arguments), null), Attempts.patient());
  }

  private static Finding services(
      Map<String, NamedService> named, Optional<Path> systemctl, String... services)
      throws Exception {
    return new ServiceStatusRunner(named, systemctl)
        .run(new VerificationTest.ServiceStatus(List.of(services), null), Attempts.patient());
  }

  private static void assertEnds(long pid) throws Exception {
    Optional<ProcessHandle> process = ProcessHandle.of(pid);
    if (process.isPresent()) {
      assertThat(process.get().onExit().get(30, TimeUnit.SECONDS)).isNotNull();
    }
  }
}
