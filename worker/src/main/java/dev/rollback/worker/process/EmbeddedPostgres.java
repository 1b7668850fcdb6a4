package dev.rollback.worker.process;

import dev.rollback.worker.Secret;
import dev.rollback.worker.Settings.Database;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A real PostgreSQL server for one machine: its data lives in the state directory and outlives it,
/// it listens on 127.0.0.1 alone, and its password lies beside the data for the owner to read.
final class EmbeddedPostgres implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(15);
  private static final String USER = "rollback";
  private static final String DATABASE = "rollback";
  private static final String PORT = "catalogue-port";
  private static final String PASSABLE = "postgresql-place";
  static final String PASSWORD = "catalogue-password";
  static final String LOG = "catalogue.log";

  private final StateDirectory state;
  private final Path programs;
  private final Path data;
  private final Unprivileged unprivileged;
  private final Durability durability;

  /// Whether committed rows survive a power cut.
  enum Durability {
    FULL,
    /// For data that is thrown away in the end.
    NONE
  }

  private EmbeddedPostgres(StateDirectory state, Durability durability) {
    this.state = state;
    this.durability = durability;
    this.data = state.resolve("catalogue");
    this.unprivileged = Unprivileged.here(data);
    this.programs = PostgresBinaries.unpacked(home().resolve("postgresql")).resolve("bin");
  }

  /// Where its programs are: in the state directory, which only we may enter, or, where the server
  /// runs as another user, in a directory of ours that anybody may pass through.
  private Path home() {
    if (unprivileged.uid() < 0) {
      return state.root();
    }
    try {
      deletePassable();
      Path passable = Files.createTempDirectory("rollback-postgresql-");
      state.write(PASSABLE, passable.toString());
      Files.setPosixFilePermissions(passable, PosixFilePermissions.fromString("rwx--x--x"));
      return passable;
    } catch (IOException e) {
      throw new ProcessException("PostgreSQL cannot be unpacked: " + e.getMessage() + ".", e);
    }
  }

  private void deletePassable() throws IOException {
    Optional<String> passable = state.read(PASSABLE);
    if (passable.isPresent()) {
      DirectoryTree.delete(Path.of(passable.get()));
      Files.deleteIfExists(state.resolve(PASSABLE));
    }
  }

  /// Starts the server, making its data where there is none and stopping what a killed process
  /// left.
  static EmbeddedPostgres start(StateDirectory state, Durability durability, Tether tether) {
    EmbeddedPostgres server = new EmbeddedPostgres(state, durability);
    try {
      server.create();
      server.stopLeftover();
      server.run();
      tether.hold(server.pid());
      server.createDatabase();
      return server;
    } catch (IOException | SQLException e) {
      server.close();
      throw new ProcessException(
          "The embedded PostgreSQL did not start (%s): see %s."
              .formatted(e.getMessage(), state.resolve(LOG)),
          e);
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
  }

  Database database() {
    return new Database(url(DATABASE), USER, new Secret(password()));
  }

  private String url(String database) {
    return "jdbc:postgresql://127.0.0.1:" + state.read(PORT).orElseThrow() + "/" + database;
  }

  private String password() {
    return state.read(PASSWORD).orElseThrow();
  }

  /// Made aside and renamed: data that is there is complete.
  private void create() throws IOException {
    if (Files.exists(data)) {
      return;
    }
    Path staged = state.resolve("catalogue.new");
    DirectoryTree.delete(staged);
    Files.createDirectory(
        staged, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    unprivileged.give(staged);
    byte[] password = new byte[16];
    new SecureRandom().nextBytes(password);
    state.write(PASSWORD, HexFormat.of().formatHex(password));
    List<String> initdb =
        new ArrayList<>(
            List.of("initdb", "-D", "" + staged, "-U", USER, "-E", "UTF8", "--no-locale"));
    initdb.addAll(List.of("-A", "scram-sha-256", "--pwfile", "" + state.resolve(PASSWORD)));
    if (durability == Durability.NONE) {
      initdb.add("--no-sync");
    }
    command(initdb, START_LIMIT);
    Files.writeString(
        staged.resolve("postgresql.conf"), "\ninclude = 'stack.conf'\n", StandardOpenOption.APPEND);
    Files.move(staged, data, StandardCopyOption.ATOMIC_MOVE);
  }

  private void stopLeftover() throws IOException {
    Optional<ProcessHandle> leftover =
        Files.exists(data.resolve("postmaster.pid"))
            ? ProcessHandle.of(pid()).filter(this::isOurs)
            : Optional.empty();
    if (leftover.isPresent()) {
      command(stopping("fast"), STOP_LIMIT);
    }
  }

  private boolean isOurs(ProcessHandle process) {
    return process.info().command().filter(command -> command.endsWith("postgres")).isPresent();
  }

  private void run() throws IOException {
    int port = rememberedPort();
    state.write(PORT, "" + port);
    String sync = durability == Durability.FULL ? "on" : "off";
    Files.writeString(
        data.resolve("stack.conf"),
        """
        listen_addresses = '127.0.0.1'
        port = %d
        unix_socket_directories = ''
        max_connections = 60
        shared_buffers = 32MB
        fsync = %s
        """
            .formatted(port, sync));
    command(
        List.of(
            "pg_ctl",
            "start",
            "-D",
            "" + data,
            "-l",
            "" + logFile(),
            "-w",
            "-t",
            "" + START_LIMIT.toSeconds()),
        START_LIMIT.plusSeconds(5));
  }

  private Path logFile() throws IOException {
    Path log = state.resolve(LOG);
    if (!Files.exists(log)) {
      Files.createFile(log);
      unprivileged.give(log);
    }
    return log;
  }

  private int rememberedPort() {
    return state.read(PORT).map(Integer::parseInt).filter(Ports::isFree).orElseGet(Ports::free);
  }

  private long pid() throws IOException {
    try (var lines = Files.lines(data.resolve("postmaster.pid"))) {
      return Long.parseLong(lines.findFirst().orElse("0").strip());
    }
  }

  private void createDatabase() throws SQLException {
    try (Connection connection = DriverManager.getConnection(url("postgres"), USER, password());
        var statement = connection.createStatement();
        var found =
            statement.executeQuery(
                "SELECT 1 FROM pg_database WHERE datname = '" + DATABASE + "'")) {
      if (!found.next()) {
        connection.createStatement().execute("CREATE DATABASE " + DATABASE);
      }
    }
  }

  @Override
  public void close() {
    boolean interrupted = Thread.interrupted();
    try {
      stop();
      deletePassable();
    } catch (IOException e) {
      throw new ProcessException(
          "The embedded PostgreSQL did not stop: see " + state.resolve(LOG) + ".", e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void stop() throws IOException {
    if (!Files.exists(data.resolve("postmaster.pid"))) {
      return;
    }
    try {
      command(stopping("fast"), STOP_LIMIT.plusSeconds(2));
    } catch (IOException _) {
      command(stopping("immediate"), STOP_LIMIT.plusSeconds(2));
    }
  }

  private List<String> stopping(String mode) {
    return List.of(
        "pg_ctl", "stop", "-D", "" + data, "-m", mode, "-w", "-t", "" + STOP_LIMIT.toSeconds());
  }

  /// Runs one of PostgreSQL's programs to its end. Its output goes to a file: the server that
  /// `pg_ctl` leaves behind would keep a pipe open.
  private void command(List<String> command, Duration limit) throws IOException {
    List<String> whole = new ArrayList<>(command);
    whole.set(0, programs.resolve(command.getFirst()).toString());
    File output = state.resolve("catalogue-command.log").toFile();
    Process process =
        new ProcessBuilder(unprivileged.command(whole))
            .directory(state.root().toFile())
            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
            .redirectErrorStream(true)
            .redirectOutput(output)
            .start();
    try {
      if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IOException(
            command.getFirst() + ": " + Files.readString(output.toPath()).strip());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(command.getFirst() + " was interrupted", e);
    } finally {
      process.destroyForcibly();
    }
  }
}
