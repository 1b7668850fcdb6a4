package dev.rollback.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What this process has passed to the kernel and got from it so far.
///
/// @param read bytes
/// @param written bytes
record Transfers(long read, long written) {
  private static final Path FACTS = Path.of("/proc/self/io");

  static Transfers now() throws IOException {
    long read = 0;
    long written = 0;
    for (String line : Files.readAllLines(FACTS)) {
      String[] fields = line.split(": ", 2);
      switch (fields[0]) {
        case "rchar" -> read = Long.parseLong(fields[1]);
        case "wchar" -> written = Long.parseLong(fields[1]);
        default -> {}
      }
    }
    return new Transfers(read, written);
  }

  Transfers since(Transfers earlier) {
    return new Transfers(read - earlier.read, written - earlier.written);
  }
}
