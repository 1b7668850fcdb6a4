package dev.rollback.worker;

import dev.rollback.worker.cli.CommandLines;
import dev.rollback.worker.cli.Console;
import dev.rollback.worker.process.CatalogCommand;
import dev.rollback.worker.process.DemoCommand;
import dev.rollback.worker.process.DevCommand;
import dev.rollback.worker.process.DoctorCommand;
import dev.rollback.worker.process.StoreContents;
import dev.rollback.worker.process.WorkerCommand;
import java.util.Optional;

/// The program: `rollback COMMAND`.
public final class Main {
  private static final String LOGGING = "logback.configurationFile";

  private Main() {}

  public static void main(String[] arguments) {
    if (System.getProperty(LOGGING) == null) {
      System.setProperty(LOGGING, "logback-client.xml");
    }
    int exit =
        CommandLines.of(
                Console.ofProcess(),
                Optional.of(new StoreContents(System.getenv())),
                new DemoCommand(),
                new DevCommand(),
                new WorkerCommand(),
                new DoctorCommand(),
                new CatalogCommand())
            .execute(arguments);
    System.exit(exit);
  }
}
