package dev.rollback.worker;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What a worker is told, read once at start and complete: nothing asks the environment afterwards.
///
/// @param database the catalogue
/// @param store where snapshot data and sidecars are
/// @param state the directory of this host's journals and scratch files, absolute
/// @param allowedRoots absolute directories outside which nothing is read or written
/// @param host this host's name in task queues and records
/// @param commands the file that names the commands which a verification may run
/// @param http where health is answered; empty means nowhere
public record Settings(
    Database database,
    StoreSettings store,
    Path state,
    List<Path> allowedRoots,
    String taskQueue,
    String host,
    Optional<Path> commands,
    SecretSources secrets,
    Optional<InetSocketAddress> http,
    LogFormat logFormat) {

  public static final String DEFAULT_STORE = "pipe_runs/rollback_snapshots";
  public static final String DEFAULT_TASK_QUEUE = "rollback-manager";

  public Settings {
    allowedRoots = List.copyOf(allowedRoots);
  }

  /// The queue of what lives on this host.
  public String hostTaskQueue() {
    return taskQueue + "." + host;
  }

  /// How log lines are written.
  public enum LogFormat {
    PLAIN,
    JSON
  }

  /// A PostgreSQL database.
  ///
  /// @param url a JDBC URL without user or password
  public record Database(String url, String user, Secret password) {}
}
