package dev.rollback.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.stream.Stream;

/// A directory to measure in, gone when it is closed. In memory where there is such a file system:
/// disks of shared machines are throttled, and their figures say nothing.
record Place(Path directory) implements AutoCloseable {
  private static final Path MEMORY = Path.of("/dev/shm");

  static Place make(Options options) throws IOException {
    String absent =
        Files.isWritable(MEMORY) ? MEMORY.toString() : System.getProperty("java.io.tmpdir");
    Path parent = Path.of(options.text("in", absent));
    return new Place(Files.createTempDirectory(parent, "rollback-benchmark-").toRealPath());
  }

  /// The first lines of every report.
  void describe(String what) throws IOException {
    System.out.printf("%n%s%n", what);
    System.out.printf(
        "%s, %d processors, Java %s, %s, on %s (%s)%n%n",
        LocalDate.now(java.time.ZoneOffset.UTC),
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("java.version"),
        Command.in(Path.of("/"), "git", "version"),
        directory.getParent(),
        Files.getFileStore(directory).type());
  }

  @Override
  public void close() throws IOException {
    if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path each : all.toList().reversed()) {
        Files.deleteIfExists(each);
      }
    }
  }
}
