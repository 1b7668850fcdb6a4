package dev.rollback.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
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

  /// The first lines of every report: what its figures are worth nothing without.
  ///
  /// @param versions the first line that each of these commands prints
  void describe(String what, String... versions) throws IOException {
    System.out.printf("%n%s%n", what);
    System.out.printf(
        "%s, %s, %d processors, %d GiB, Linux %s, load %.1f%n",
        LocalDate.now(ZoneOffset.UTC),
        processor(),
        Runtime.getRuntime().availableProcessors(),
        memoryGiB(),
        System.getProperty("os.version"),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    System.out.printf("Java %s", System.getProperty("java.version"));
    for (String version : versions) {
      System.out.printf(
          ", %s", Command.in(Path.of("/"), version.split(" ", -1)).lines().findFirst().orElse("?"));
    }
    System.out.printf(
        ", on %s (%s)%n%n", directory.getParent(), Files.getFileStore(directory).type());
  }

  private static String processor() throws IOException {
    Path facts = Path.of("/proc/cpuinfo");
    if (!Files.isReadable(facts)) {
      return System.getProperty("os.arch");
    }
    return Files.readAllLines(facts).stream()
        .filter(line -> line.startsWith("model name"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse(System.getProperty("os.arch"));
  }

  private static long memoryGiB() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? Math.round(system.getTotalMemorySize() / (double) (1 << 30))
        : 0;
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
