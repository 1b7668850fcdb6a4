package dev.rollback.worker.cli.client;

import dev.rollback.worker.cli.Exit;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/// What was asked for did not come about, in the words that the operator gets.
public final class WorkFailed extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  private final int exitCode;
  private final String type;
  private final @Nullable String advice;
  private final transient @Nullable Object result;

  /// @param type of the contract's failure types, or `Cancelled`, `Terminated`, `Unreachable`
  /// @param advice what to do now, or null where the sentence says it
  /// @param result the contract's record of what was done, or null
  public WorkFailed(
      int exitCode,
      String type,
      String sentence,
      @Nullable String advice,
      @Nullable Object result) {
    super(sentence);
    this.exitCode = exitCode;
    this.type = type;
    this.advice = advice;
    this.result = result;
  }

  public static WorkFailed unreachable(String sentence, String advice) {
    return new WorkFailed(Exit.UNREACHABLE, "Unreachable", sentence, advice, null);
  }

  public static WorkFailed refused(String type, String sentence) {
    return new WorkFailed(Exit.FAILED, type, sentence, null, null);
  }

  public int exitCode() {
    return exitCode;
  }

  public String type() {
    return type;
  }

  public String sentence() {
    return String.valueOf(getMessage());
  }

  public @Nullable String advice() {
    return advice;
  }

  public @Nullable Object result() {
    return result;
  }
}
