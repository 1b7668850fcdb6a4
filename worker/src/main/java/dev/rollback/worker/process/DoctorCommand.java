package dev.rollback.worker.process;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `rollback doctor`: what this host can do, and the next step where it cannot.
@Command(
    name = "doctor",
    description = "Says what this host can do, per type of snapshot, and what is missing.")
public final class DoctorCommand implements Callable<Integer> {
  @Option(names = "--strict", description = "Exit with 1 where something is missing.")
  private boolean strict;

  @Override
  public Integer call() {
    List<Diagnosis> all = new Diagnoses(System.getenv()).all();
    all.forEach(diagnosis -> System.out.println(diagnosis.line()));
    boolean missing = all.stream().anyMatch(Diagnosis::isMissing);
    return strict && missing ? Answering.FAILED : Answering.SUCCESS;
  }
}
