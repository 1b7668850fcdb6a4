package dev.rollback.verify;

import dev.rollback.contract.VerificationTest;
import dev.rollback.process.ProgramCall;
import dev.rollback.process.ProgramEnd;
import dev.rollback.process.Programs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Tells whether services run: as the worker's settings say for that service, else as systemd says.
final class ServiceStatusRunner implements Runner<VerificationTest.ServiceStatus> {
  private static final String RUNNING = "active";
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final int MOST_OUTPUT = 1024;
  private static final int LONGEST_PID_FILE = 64;

  private final Map<String, NamedService> services;
  private final Optional<Path> systemctl;

  /// @param systemctl empty where systemd does not run
  ServiceStatusRunner(Map<String, NamedService> services, Optional<Path> systemctl) {
    this.services = Map.copyOf(services);
    this.systemctl = systemctl;
  }

  /// The program of a host that systemd runs; empty on others.
  static Optional<Path> systemctl() {
    return Files.isDirectory(Path.of("/run/systemd/system"))
        ? List.of(Path.of("/usr/bin/systemctl"), Path.of("/bin/systemctl")).stream()
            .filter(Files::isExecutable)
            .findFirst()
        : Optional.empty();
  }

  @Override
  public Finding run(VerificationTest.ServiceStatus test, Attempt attempt)
      throws IOException, InterruptedException {
    var states = new LinkedHashMap<String, String>();
    for (String service : test.services()) {
      Optional<String> state = state(service, attempt);
      if (state.isEmpty()) {
        return Finding.undecidable(
            "Systemd does not run on this host, and nothing else tells whether service %s runs. Name it under services in the file of %s."
                .formatted(service, NamedPrograms.SETTING));
      }
      states.put(service, state.get());
    }
    List<String> down =
        states.keySet().stream().filter(service -> !RUNNING.equals(states.get(service))).toList();
    return down.isEmpty()
        ? Finding.passed(RUNNING, states)
        : Finding.failed(RUNNING, states, "Not running: %s.".formatted(String.join(", ", down)));
  }

  private Optional<String> state(String service, Attempt attempt)
      throws IOException, InterruptedException {
    NamedService named = services.get(service);
    if (named != null && named.pidFile() != null) {
      return Optional.of(byPidFile(Path.of(named.pidFile())));
    }
    if (named != null && named.command() != null) {
      return Optional.of(
          byProgram(named.command(), Duration.ofSeconds(named.timeout()), "inactive", attempt));
    }
    return systemctl.isPresent()
        ? Optional.of(
            byProgram(
                List.of(systemctl.get().toString(), "is-active", "--", service),
                LIMIT,
                "",
                attempt))
        : Optional.empty();
  }

  /// @param otherwise the state where it exits with something else than 0; empty for what it prints
  private static String byProgram(
      List<String> words, Duration limit, String otherwise, Attempt attempt)
      throws IOException, InterruptedException {
    var call =
        new ProgramCall(
            words,
            Path.of("/"),
            CommandRunner.environment(Map.of()),
            attempt.atMost(limit),
            MOST_OUTPUT);
    return switch (Programs.run(call, attempt::pulse)) {
      case ProgramEnd.Exited(int exit, String output, boolean _) -> {
        String printed = output.strip().lines().findFirst().orElse("unknown");
        yield exit == 0 ? RUNNING : otherwise.isEmpty() ? notRunning(printed) : otherwise;
      }
      case ProgramEnd.Overdue _ -> "no answer in time";
    };
  }

  private static String notRunning(String printed) {
    return printed.equals(RUNNING) ? "unknown" : printed;
  }

  private static String byPidFile(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return "no pid file";
    }
    try (var content = Files.newInputStream(file)) {
      String number =
          new String(content.readNBytes(LONGEST_PID_FILE), StandardCharsets.US_ASCII).strip();
      if (!number.matches("[0-9]{1,18}")) {
        return "pid file holds no number";
      }
      boolean alive =
          ProcessHandle.of(Long.parseLong(number)).map(ProcessHandle::isAlive).orElse(false);
      return alive ? RUNNING : "process ended";
    }
  }
}
