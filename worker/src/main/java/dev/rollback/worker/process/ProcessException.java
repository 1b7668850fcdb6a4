package dev.rollback.worker.process;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/// A process cannot start or go on; the message is the sentence that its operator reads.
public final class ProcessException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  public ProcessException(String sentence) {
    this(sentence, null);
  }

  public ProcessException(String sentence, @Nullable Throwable cause) {
    super(sentence, cause);
  }
}
