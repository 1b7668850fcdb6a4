package dev.rollback.worker.cli;

import dev.rollback.contract.RestoreMode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// How trees of files are rolled back.
public final class RestoreOptions {
  @Option(
      names = "--mode",
      paramLabel = "MODE",
      description = {
        "file_system: exact (default) deletes what was made since; overlay lets it stay; missing"
            + " only puts back what is gone."
      })
  private @Nullable RestoreMode mode;

  @Option(
      names = "--verify-content",
      description = "file_system: read every file, also those that look unchanged.")
  private boolean verifyContent;

  @Nullable RestoreMode mode() {
    return mode;
  }

  @Nullable Boolean verifyContent() {
    return verifyContent ? true : null;
  }
}
