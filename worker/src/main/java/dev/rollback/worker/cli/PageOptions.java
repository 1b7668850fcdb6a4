package dev.rollback.worker.cli;

import dev.rollback.worker.cli.request.Moment;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which part of a long list.
public final class PageOptions {
  @Option(
      names = "--since",
      paramLabel = "TIME",
      converter = Moment.class,
      description = "Only what is as new: epoch seconds, 2027-01-31 or an ISO time.")
  private @Nullable Long since;

  @Option(names = "--limit", paramLabel = "N", description = "At most so many; default 100.")
  private @Nullable Integer limit;

  @Option(names = "--offset", paramLabel = "N", description = "Pass over the first so many.")
  private @Nullable Integer offset;

  @Nullable Long since() {
    return since;
  }

  @Nullable Integer limit() {
    return limit;
  }

  @Nullable Integer offset() {
    return offset;
  }
}
