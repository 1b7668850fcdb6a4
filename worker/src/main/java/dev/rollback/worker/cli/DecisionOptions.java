package dev.rollback.worker.cli;

import dev.rollback.contract.ApprovalDecision;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Who decides on a plan, and why.
public final class DecisionOptions {
  @Option(names = "--by", paramLabel = "WHO", description = "Who decides; default user@host.")
  private @Nullable String by;

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the record.")
  private @Nullable String reason;

  @Option(
      names = "--fingerprint",
      paramLabel = "FINGERPRINT",
      description = "The plan's that was read; refused if another stands.")
  private @Nullable String fingerprint;

  ApprovalDecision decision(Console console) {
    String who = by == null ? Caller.of(console.environment()) : by;
    return new ApprovalDecision(who, reason, fingerprint);
  }
}
