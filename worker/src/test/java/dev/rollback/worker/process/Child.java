package dev.rollback.worker.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/// One of our commands as a process of its own, with an environment of its own.
final class Child implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofMinutes(3);

  private final Process process;
  private final Path out;
  private final Path errors;

  private Child(Process process, Path out, Path errors) {
    this.process = process;
    this.out = out;
    this.errors = errors;
  }

  /// @param temporary the child's temporary directory, which is also where it works
  static Child start(Path temporary, Map<String, String> environment, String... arguments)
      throws IOException {
    Path out = Files.createTempFile("child", ".out");
    Path errors = Files.createTempFile("child", ".err");
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(List.of("--sun-misc-unsafe-memory-access=allow"));
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-Djava.io.tmpdir=" + temporary, "-XX:-UsePerfData"));
    command.add("-Dlogback.configurationFile=logback-client.xml");
    command.addAll(List.of("-cp", classPath, ProcessMain.class.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(temporary.toFile())
            .redirectOutput(out.toFile())
            .redirectError(errors.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    return new Child(builder.start(), out, errors);
  }

  /// The machine's own environment for programs, without settings.
  static Map<String, String> environment() {
    return Map.of(
        "PATH", System.getenv().getOrDefault("PATH", ""),
        "HOME", System.getenv().getOrDefault("HOME", "/"));
  }

  /// An environment with these programs alone.
  static Map<String, String> environmentWith(Path directory, String... programs)
      throws IOException {
    for (String program : programs) {
      Path found = new Programs(System.getenv()).find(program).orElse(Path.of("/bin", program));
      Files.createSymbolicLink(directory.resolve(program), found);
    }
    return Map.of("PATH", directory.toString(), "HOME", directory.toString());
  }

  long pid() {
    return process.pid();
  }

  String out() throws IOException {
    return Files.readString(out);
  }

  String errors() throws IOException {
    return Files.readString(errors);
  }

  /// Waits for the line that says that a stack serves; it must be all of standard output.
  String ready() throws IOException {
    await(() -> contains(out, "\n") || !process.isAlive());
    assertThat(out()).as(errors()).startsWith("READY ").containsOnlyOnce("\n");
    return out().strip();
  }

  void awaitOutput(String text) {
    await(() -> contains(out, text) || !process.isAlive());
  }

  int exit() throws InterruptedException {
    assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  /// As SIGTERM, or Ctrl-C, would.
  int stop() throws InterruptedException {
    process.destroy();
    return exit();
  }

  /// As `kill -9` would.
  void kill() throws InterruptedException {
    process.destroyForcibly();
    exit();
  }

  /// The processes whose command line names the directory.
  static Set<String> running(Path directory) {
    return ProcessHandle.allProcesses()
        .map(handle -> handle.info().commandLine().orElse(""))
        .filter(line -> line.contains(directory.toString()))
        .collect(Collectors.toSet());
  }

  static void await(BooleanSupplier condition) {
    Instant deadline = Instant.now().plus(LIMIT);
    while (!condition.getAsBoolean() && Instant.now().isBefore(deadline)) {
      Thread.onSpinWait();
      java.util.concurrent.locks.LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
    assertThat(condition.getAsBoolean()).isTrue();
  }

  private static boolean contains(Path file, String text) {
    try {
      return Files.readString(file).contains(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    Files.delete(out);
    Files.delete(errors);
  }
}
