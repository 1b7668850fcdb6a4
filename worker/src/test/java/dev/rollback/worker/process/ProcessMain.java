package dev.rollback.worker.process;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The processes' commands alone, for tests that need a process of its own.
final class ProcessMain {
  private ProcessMain() {}

  public static void main(String[] arguments) {
    CommandLine root =
        new CommandLine(new Root())
            .addSubcommand(new DevCommand())
            .addSubcommand(new WorkerCommand())
            .addSubcommand(new DemoCommand())
            .addSubcommand(new DoctorCommand())
            .addSubcommand(new CatalogCommand());
    System.exit(root.execute(arguments));
  }

  @Command(name = "rollback")
  static final class Root {}
}
