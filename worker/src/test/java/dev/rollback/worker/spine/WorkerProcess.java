package dev.rollback.worker.spine;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// `rollback worker` as a process of its own, ready when it is made.
final class WorkerProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Process process;
  private final Path log;
  private final int httpPort;

  WorkerProcess(Installation installation) throws IOException {
    this(installation, List.of(), Map.of());
  }

  /// @param wrapper the program, with its arguments, that becomes the worker; empty for none
  /// @param settings stronger than the installation's own
  WorkerProcess(Installation installation, List<String> wrapper, Map<String, String> settings)
      throws IOException {
    this.httpPort = TemporalServer.freePort();
    this.log = Files.createTempFile(installation.directory, "worker-", ".log");
    this.process = launch(installation, wrapper, settings);
  }

  private Process launch(
      Installation installation, List<String> wrapper, Map<String, String> settings)
      throws IOException {
    List<String> command = new ArrayList<>(wrapper);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "--sun-misc-unsafe-memory-access=allow",
            "--enable-native-access=ALL-UNNAMED",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            "dev.rollback.worker.Main",
            "worker"));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(log.toFile());
    builder.directory(installation.directory.toFile());
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("ROLLBACK_"));
    environment.put("TEMPORAL_ADDRESS", installation.temporal.address());
    environment.put("ROLLBACK_DATABASE_URL", installation.databaseUrl());
    environment.put("ROLLBACK_DATABASE_USER", "postgres");
    environment.put("ROLLBACK_DATABASE_PASSWORD", "postgres");
    environment.put("ROLLBACK_STORE", installation.directory.resolve("store").toString());
    environment.put("ROLLBACK_STATE", installation.directory.resolve("state").toString());
    environment.put("ROLLBACK_STORE_KEY", "none");
    environment.put("ROLLBACK_ALLOWED_ROOTS", installation.targets.toString());
    environment.put("ROLLBACK_HOST", "here");
    environment.put("ROLLBACK_HTTP", "127.0.0.1:" + httpPort);
    environment.putAll(installation.settings);
    environment.putAll(settings);
    return builder.start();
  }

  WorkerProcess awaitReady() throws IOException, InterruptedException {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (!ready()) {
      if (!process.isAlive() || Instant.now().isAfter(deadline)) {
        throw new IOException("The worker is not ready:\n" + Files.readString(log));
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
    return this;
  }

  private boolean ready() throws InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + httpPort + "/readyz"))
              .timeout(Duration.ofSeconds(5))
              .build();
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  /// What it answers to Prometheus.
  String metrics() throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + httpPort + "/metrics")).build();
      return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
  }

  /// As by `kill -9`: nothing of it runs any more.
  void kill() {
    process.toHandle().destroyForcibly();
    process.onExit().join();
  }

  /// As by SIGTERM; answers the exit code.
  int stop() throws InterruptedException {
    process.destroy();
    process.waitFor(60, TimeUnit.SECONDS);
    return process.exitValue();
  }

  String output() throws IOException {
    return Files.readString(log);
  }

  @Override
  public void close() {
    kill();
  }
}
