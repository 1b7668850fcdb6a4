package dev.rollback.worker.process;

import dev.rollback.worker.Setting;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `rollback demo`: the main job on real input, start to end, leaving nothing behind.
@Command(
    name = "demo",
    description = {
      "Shows the product on real input that it makes: snapshot, damage, plan, rollback, undo.",
      "Everything runs on this machine, in a temporary directory that is gone at the end."
    })
public final class DemoCommand implements Callable<Integer> {
  private static final Duration STOP_LIMIT = Duration.ofSeconds(45);

  @Option(names = "--offline", description = "Download nothing.")
  private boolean offline;

  @Option(names = "--verbose", description = "Log what happens, not warnings alone.")
  private boolean verbose;

  @Override
  public Integer call() throws Exception {
    Logging.forPerson(verbose);
    return Answering.answer(System.err, () -> Termination.run(STOP_LIMIT, this::demonstrate));
  }

  private int demonstrate(Termination termination) throws Exception {
    Programs programs = new Programs(System.getenv());
    Path git =
        programs
            .find("git")
            .orElseThrow(
                () ->
                    new ProcessException(
                        "The demonstration makes a git repository: install git and put it on"
                            + " PATH."));
    Path directory = Files.createTempDirectory("rollback-demo-").toRealPath();
    try {
      demonstrate(git, directory);
      return Answering.SUCCESS;
    } finally {
      Termination.undisturbed(
          () -> {
            DirectoryTree.delete(directory);
            return directory;
          });
    }
  }

  private void demonstrate(Path git, Path directory) {
    PrintStream out = System.out;
    out.println("Rollback Manager: a demonstration on real input, which it makes.");
    Path work = create(directory.resolve("work"));
    DevOptions options =
        new DevOptions(directory.resolve("state"), 0, 0, List.of(work), offline, "default", true);
    try (DevStack stack = DevStack.start(options, values(work))) {
      out.println("Temporal, its worker and the catalogue (PostgreSQL) were started for it.");
      stack.temporal().lacks().ifPresent(_ -> out.println(IN_MEMORY));
      DemoClient client = new DemoClient(stack.connection().client(), stack.settings().taskQueue());
      DemoClient.guard(new DemoStory(new DemoInput(git, work), client, out)::tell);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    out.println();
    out.println("Nothing of this is left. Next: rollback dev, and its three commands to try.");
  }

  private static final String IN_MEMORY =
      "(Temporal runs in memory, for want of its program: no Web UI, nothing kept.)";

  /// The demonstration takes no settings: it behaves the same everywhere.
  private static Map<String, String> values(Path work) {
    Map<String, String> values = new HashMap<>();
    System.getenv()
        .forEach(
            (name, value) -> {
              if (name.equals("PATH") || name.equals("HOME")) {
                values.put(name, value);
              }
            });
    values.put(Setting.ROLLBACK_ALLOWED_ROOTS.name(), work.toString());
    return values;
  }

  private static Path create(Path directory) {
    try {
      return Files.createDirectory(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
