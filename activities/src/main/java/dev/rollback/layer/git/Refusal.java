package dev.rollback.layer.git;

import dev.rollback.contract.FailureType;
import dev.rollback.contract.RollbackException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.Locale;

/// What git says, translated for the operator: whose, which, what now.
final class Refusal {
  private static final int LONGEST = 400;

  private Refusal() {}

  /// @param sentence a format, completed with `names`
  @SuppressWarnings("AnnotateFormatMethod") // the annotation would need one more dependency
  static RollbackException of(FailureType type, String sentence, Object... names) {
    return new RollbackException(type, sentence.formatted(names));
  }

  /// A failed command as the failure that the caller is told.
  static RollbackException of(String where, String command, Output output) {
    String said = brief(output.errors());
    String lower = said.toLowerCase(Locale.ROOT);
    if (lower.contains("dubious ownership")) {
      return of(
          FailureType.PERMISSION_DENIED,
          "Permission denied: %s belongs to another user, and git refuses it. Run the worker as its"
              + " owner, or add it to safe.directory in the worker's own git configuration.",
          where);
    }
    if (lower.contains("not a git repository")) {
      return of(
          FailureType.NOT_A_GIT_REPOSITORY,
          "Not a git repository: %s. Name a work tree or a bare repository.",
          where);
    }
    if (lower.contains("permission denied") || lower.contains("read-only file system")) {
      return of(
          FailureType.PERMISSION_DENIED,
          "Permission denied: %s (git %s: %s). Give the worker the right to it.",
          where,
          command,
          said);
    }
    if (lower.contains("no space left")) {
      return of(
          FailureType.INSUFFICIENT_DISK_SPACE,
          "Insufficient disk space: %s (git %s: %s). Free some and try again.",
          where,
          command,
          said);
    }
    if (lower.contains(".lock': file exists") || lower.contains("unable to lock")) {
      return of(
          FailureType.REPOSITORY_BUSY,
          "Repository %s is locked by another git program (%s). Wait for it; if none runs, remove"
              + " the lock file by hand.",
          where,
          said);
    }
    if (lower.contains("promisor") || lower.contains("missing") || lower.contains("bad object")) {
      return of(
          FailureType.SNAPSHOT_NOT_RESTORABLE,
          "Repository %s lacks objects that are needed (git %s: %s). Fetch them, or use a snapshot"
              + " with a bundle.",
          where,
          command,
          said);
    }
    return of(
        FailureType.ROLLBACK_FAILED,
        "git %s failed in %s (exit %d): %s",
        command,
        where,
        output.exit(),
        said.isEmpty() ? "it said nothing." : said);
  }

  /// An input or output error at a path.
  static RollbackException of(String where, IOException cause) {
    String said = String.valueOf(cause.getMessage());
    FailureType type =
        cause instanceof AccessDeniedException || said.contains("Read-only")
            ? FailureType.PERMISSION_DENIED
            : said.contains("No space")
                ? FailureType.INSUFFICIENT_DISK_SPACE
                : FailureType.ROLLBACK_FAILED;
    String start =
        switch (type) {
          case PERMISSION_DENIED -> "Permission denied: ";
          case INSUFFICIENT_DISK_SPACE -> "Insufficient disk space: ";
          default -> "Input or output failed: ";
        };
    return new RollbackException(
        type, start + where + " (" + said + "). See to it and try again.", cause);
  }

  private static String brief(String errors) {
    String line = errors.strip().replaceAll("\\p{Cntrl}+", " ");
    return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
  }
}
