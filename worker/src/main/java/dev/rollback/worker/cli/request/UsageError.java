package dev.rollback.worker.cli.request;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/// The command line or a file given to it asks for what cannot be asked; nothing was begun.
public final class UsageError extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  public UsageError(String sentence) {
    this(sentence, null);
  }

  public UsageError(String sentence, @Nullable Throwable cause) {
    super(sentence, cause);
  }
}
