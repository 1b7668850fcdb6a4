package dev.rollback.worker.process;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The `temporal` program's development server as a child of ours, its histories in a SQLite file
/// of the state directory. It runs in a session of its own, so that the Ctrl-C meant for us does
/// not end it before our work is drained.
final class TemporalProgram implements EmbeddedTemporal {
  private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
  private static final String PID = "temporal.pid";
  static final String LOG = "temporal.log";

  private final Process process;
  private final StateDirectory state;
  private final String address;
  private final URI ui;

  private TemporalProgram(Process process, StateDirectory state, String address, URI ui) {
    this.process = process;
    this.state = state;
    this.address = address;
    this.ui = ui;
  }

  /// Starts the server; it may not answer yet.
  static TemporalProgram start(
      Path program, Programs programs, StateDirectory state, DevOptions options, Tether tether) {
    stopLeftover(state);
    int port = Ports.claim(options.port(), "--port");
    int uiPort = Ports.claim(options.uiPort(), "--ui-port");
    try {
      Process process = spawn(command(program, programs, state, options, port, uiPort), state);
      tether.hold(process.pid());
      state.write(PID, "" + process.pid());
      return new TemporalProgram(
          process, state, "127.0.0.1:" + port, URI.create("http://127.0.0.1:" + uiPort));
    } catch (IOException e) {
      throw new ProcessException(
          "%s cannot be started (%s): check it, or take it off PATH."
              .formatted(program, e.getMessage()),
          e);
    }
  }

  private static List<String> command(
      Path program,
      Programs programs,
      StateDirectory state,
      DevOptions options,
      int port,
      int uiPort) {
    List<String> command = new ArrayList<>();
    programs.find("setsid").map(Path::toString).ifPresent(command::add);
    command.addAll(List.of(program.toString(), "server", "start-dev", "--ip", "127.0.0.1"));
    command.addAll(List.of("--port", "" + port, "--ui-port", "" + uiPort));
    command.addAll(List.of("--db-filename", database(state), "--log-level", "warn"));
    command.addAll(List.of("--namespace", options.namespace()));
    return command;
  }

  /// Our own client settings are not the server's.
  private static Process spawn(List<String> command, StateDirectory state) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(state.root().toFile())
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
            .redirectOutput(state.resolve(LOG).toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("TEMPORAL_"));
    return builder.start();
  }

  /// Ends the server of a stack that was killed, if it still runs on this directory.
  private static void stopLeftover(StateDirectory state) {
    state
        .read(PID)
        .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)))
        .filter(handle -> runsOn(handle, state))
        .ifPresent(handle -> stop(handle));
  }

  private static boolean runsOn(ProcessHandle handle, StateDirectory state) {
    return handle
        .info()
        .arguments()
        .filter(arguments -> List.of(arguments).contains(database(state)))
        .isPresent();
  }

  private static String database(StateDirectory state) {
    return state.resolve("temporal.db").toString();
  }

  private static void stop(ProcessHandle handle) {
    handle.destroy();
    try {
      handle.onExit().get(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException _) {
      handle.destroyForcibly();
    } catch (InterruptedException _) {
      handle.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /// @throws ProcessException with its last words where the server has ended by itself
  void requireAlive() {
    if (!process.isAlive()) {
      throw new ProcessException(
          "Temporal's development server ended at once: " + lastWords() + " See " + log() + ".");
    }
  }

  private String lastWords() {
    try {
      List<String> lines = Files.readAllLines(log());
      return lines.stream().filter(line -> !line.isBlank()).reduce("", (_, last) -> last);
    } catch (IOException _) {
      return "";
    }
  }

  private Path log() {
    return state.resolve(LOG);
  }

  @Override
  public String address() {
    return address;
  }

  @Override
  public Optional<URI> ui() {
    return Optional.of(ui);
  }

  @Override
  public Optional<String> lacks() {
    return Optional.empty();
  }

  @Override
  public void close() {
    boolean interrupted = Thread.interrupted();
    stop(process.toHandle());
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
