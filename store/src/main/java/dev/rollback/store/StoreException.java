package dev.rollback.store;

import java.io.IOException;

/// What went wrong in a store. The message says whose, which and what now, and can be shown to an
/// operator.
///
/// It is checked, and an [IOException], because contents are read and written through streams: the
/// same exception reaches the caller from [java.io.InputStream#read()] as from a store's own
/// methods.
public final class StoreException extends IOException {
  private static final long serialVersionUID = 1L;

  /// What kind of trouble, for whoever decides between retry, refusal and alarm.
  public enum Kind {
    /// Stored bytes are not what was written: flipped, truncated, lengthened. A retry does not
    /// help.
    CORRUPT,
    /// The content, or the store itself, is not there. A retry does not help.
    MISSING,
    /// No space or quota is left. Nothing that was committed is harmed; free space and write again.
    FULL,
    /// The store lies on storage that is mounted read-only.
    READ_ONLY,
    /// The process lacks the right to the store's storage.
    DENIED,
    /// The store was written by a newer version, or the place is no store at all.
    UNKNOWN_FORMAT,
    /// Anything else, such as an input/output error of the device; the cause has it. A retry may
    /// help.
    FAILED
  }

  private final Kind kind;

  public StoreException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public StoreException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
