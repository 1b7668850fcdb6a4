package dev.rollback.worker.process;

import dev.rollback.contract.RollbackType;
import dev.rollback.files.FileEngine;
import dev.rollback.worker.SettingsException;
import dev.rollback.worker.SettingsReader;
import dev.rollback.worker.process.Diagnosis.Verdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Looks at a host: its programs, its system, its settings. Changes nothing and connects to
/// nothing.
final class Diagnoses {
  private static final List<String> LATER = List.of("database", "container", "infrastructure");

  private final Map<String, String> environment;
  private final Programs programs;

  Diagnoses(Map<String, String> environment) {
    this.environment = environment;
    this.programs = new Programs(environment);
  }

  List<Diagnosis> all() {
    List<Diagnosis> all = new ArrayList<>();
    for (RollbackType type : RollbackType.values()) {
      all.add(
          switch (type) {
            case GIT_COMMIT -> git(type.wireName());
            case CONFIGURATION, FILE_SYSTEM -> files(type.wireName());
            case SET -> yes(type.wireName(), "of the types above");
          });
    }
    LATER.forEach(
        type -> all.add(new Diagnosis(type, Verdict.NOT_IN_THIS_VERSION, "not in this version")));
    all.add(dev());
    all.add(demo());
    all.add(worker());
    all.add(serviceStatus());
    return all;
  }

  private Diagnosis git(String subject) {
    return program("git", "--version")
        .map(version -> yes(subject, version))
        .orElse(missing(subject, "Install git and put it on PATH."));
  }

  private static Diagnosis files(String subject) {
    return FileEngine.unavailable()
        .map(why -> missing(subject, why))
        .orElse(
            yes(
                subject,
                FileEngine.usesKernel()
                    ? "files are walked and swapped by this system's own calls"
                    : "files go by Java's own calls; each snapshot says what they leave out"));
  }

  private Diagnosis dev() {
    return program("temporal", "--version")
        .map(version -> yes("rollback dev", version + ", with its Web UI"))
        .orElse(
            yes(
                "rollback dev",
                "temporal is not on PATH: it is downloaded, or offline runs in memory without Web"
                    + " UI"));
  }

  private Diagnosis demo() {
    return programs.find("git").isPresent()
        ? yes("rollback demo", "needs nothing more")
        : missing("rollback demo", "Install git: the demonstration makes a repository.");
  }

  private Diagnosis worker() {
    try {
      SettingsReader.worker(SettingsReader.collect(environment, Optional.empty()));
      return yes(
          "rollback worker", "its settings are complete; whether they connect shows at start");
    } catch (SettingsException e) {
      return missing("rollback worker", String.join("\n" + " ".repeat(22), e.problems()));
    }
  }

  private Diagnosis serviceStatus() {
    return program("systemctl", "show", "--property=Version").isPresent()
        ? yes("service_status", "asks systemd")
        : missing(
            "service_status", "systemd does not run here: name services in ROLLBACK_COMMANDS.");
  }

  private Optional<String> program(String name, String... arguments) {
    Optional<Path> found = programs.find(name);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    List<String> command = new ArrayList<>(List.of(found.get().toString()));
    command.addAll(List.of(arguments));
    return Programs.firstLine(command.toArray(String[]::new));
  }

  private static Diagnosis yes(String subject, String how) {
    return new Diagnosis(subject, Verdict.YES, how);
  }

  private static Diagnosis missing(String subject, String nextStep) {
    return new Diagnosis(subject, Verdict.MISSING, nextStep);
  }
}
