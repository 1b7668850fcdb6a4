package dev.rollback.architecture.broken.workflow;

import java.nio.file.Files;
import java.nio.file.Path;

/// A workflow that looks at the clock and at files.
public final class Unrepeatable {
  private Unrepeatable() {}

  public static boolean late(Path file, long deadline) {
    return Files.exists(file) && System.nanoTime() > deadline;
  }
}
