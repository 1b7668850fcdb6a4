package dev.rollback.worker.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Who asks, and why, for the record.
public final class RequesterOptions {
  @Option(
      names = "--requested-by",
      paramLabel = "WHO",
      description = "Who asks, for the record; default user@host.")
  private @Nullable String requestedBy;

  String requestedBy(Console console) {
    return requestedBy == null ? Caller.of(console.environment()) : requestedBy;
  }
}
