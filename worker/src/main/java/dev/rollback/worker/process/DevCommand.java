package dev.rollback.worker.process;

import dev.rollback.worker.Setting;
import dev.rollback.worker.SettingsReader;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `rollback dev`: the whole product on one machine, in the foreground.
@Command(
    name = "dev",
    description = {
      "Runs Temporal, the catalogue and a worker on this machine until Ctrl-C.",
      "State is kept: a second start on the same directory sees the same snapshots."
    })
public final class DevCommand implements Callable<Integer> {
  private static final Duration STOP_LIMIT = Duration.ofSeconds(45);

  @Option(
      names = "--state-dir",
      paramLabel = "DIR",
      defaultValue = "${env:ROLLBACK_DEV_STATE_DIR:-}",
      description = "Everything that is kept (default: rollback-dev in ~/.local/state).")
  private String stateDirectory = "";

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "${env:ROLLBACK_DEV_PORT:-7233}",
      description = "Temporal's port; 0 takes any free one (default: 7233).")
  private int port;

  @Option(
      names = "--ui-port",
      paramLabel = "PORT",
      defaultValue = "${env:ROLLBACK_DEV_UI_PORT:-8233}",
      description = "The Web UI's port; 0 takes any free one (default: 8233).")
  private int uiPort;

  @Option(
      names = "--allow",
      paramLabel = "DIR",
      description =
          "A directory that may be read and written, besides the working and the temporary"
              + " directory. Repeat it for more.")
  private List<Path> allow = List.of();

  @Option(names = "--offline", description = "Download nothing.")
  private boolean offline;

  @Option(
      names = "--namespace",
      paramLabel = "NAME",
      defaultValue = "${env:TEMPORAL_NAMESPACE:-default}",
      description = "Temporal's namespace (default: default).")
  private String namespace = "default";

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "A file of settings, NAME=value a line.")
  private Optional<Path> config = Optional.empty();

  @Option(names = "--verbose", description = "Log what happens, not warnings alone.")
  private boolean verbose;

  @Override
  public Integer call() throws Exception {
    Logging.forPerson(verbose);
    return Answering.answer(System.err, () -> Termination.run(STOP_LIMIT, this::serve));
  }

  private int serve(Termination termination) {
    Map<String, String> values = SettingsReader.collect(System.getenv(), config);
    DevOptions options = options(values);
    try (DevStack stack = DevStack.start(options, values)) {
      System.err.print(stack.introduction());
      System.out.println(stack.readyLine());
      System.out.flush();
      termination.await();
      System.err.println("Stopping.");
    }
    return Answering.SUCCESS;
  }

  private DevOptions options(Map<String, String> values) {
    return new DevOptions(
        stateDirectory.isBlank() ? defaultStateDirectory(values) : Path.of(stateDirectory),
        port,
        uiPort,
        allowed(values),
        offline || Boolean.parseBoolean(values.get(Setting.ROLLBACK_DEV_OFFLINE.name())),
        namespace,
        false);
  }

  private List<Path> allowed(Map<String, String> values) {
    List<Path> all = new ArrayList<>(allow);
    Stream.of(values.getOrDefault(Setting.ROLLBACK_DEV_ALLOW.name(), "").split(File.pathSeparator))
        .filter(each -> !each.isBlank())
        .map(Path::of)
        .forEach(all::add);
    return all;
  }

  private static Path defaultStateDirectory(Map<String, String> values) {
    String state = values.get("XDG_STATE_HOME");
    Path home = Path.of(values.getOrDefault("HOME", System.getProperty("user.home")));
    return (state == null ? home.resolve(".local/state") : Path.of(state)).resolve("rollback-dev");
  }
}
