package dev.rollback.contract;

import java.util.Arrays;
import java.util.Optional;

/// Why something could not be done: the stable strings of `ApplicationFailure.type` and
/// `error_type`.
///
/// The constant's name in CamelCase is the wire string. Temporal repeats an activity that failed
/// with a [retryable] type; every other type ends the workflow at once.
public enum FailureType {
  INVALID_REQUEST("InvalidRequest"),
  UNSUPPORTED_TYPE("UnsupportedType"),
  PATH_NOT_ALLOWED("PathNotAllowed"),
  PERMISSION_DENIED("PermissionDenied"),
  SNAPSHOT_NOT_FOUND("SnapshotNotFound"),
  SNAPSHOT_EXISTS("SnapshotExists"),
  SNAPSHOT_NOT_RESTORABLE("SnapshotNotRestorable"),
  SNAPSHOT_CORRUPT("SnapshotCorrupt"),
  PATH_NOT_FOUND("PathNotFound"),
  NOT_A_GIT_REPOSITORY("NotAGitRepository"),
  /// Another program holds the repository's lock: worth another try.
  REPOSITORY_BUSY("RepositoryBusy", true),
  /// A merge, rebase or the like is under way: only a person can end it, so it is not retried.
  REPOSITORY_IN_OPERATION("RepositoryBusy", false),
  INSUFFICIENT_DISK_SPACE("InsufficientDiskSpace"),
  TOOL_MISSING("ToolMissing"),
  TOOL_VERSION_MISMATCH("ToolVersionMismatch"),
  CONNECTION_FAILED("ConnectionFailed", true),
  DATABASE_NOT_FOUND("DatabaseNotFound"),
  CONTAINER_NOT_FOUND("ContainerNotFound"),
  IMAGE_MISSING("ImageMissing"),
  STATE_LOCKED("StateLocked", true),
  TARGET_BUSY("TargetBusy", true),
  SOURCE_CHANGING("SourceChanging", true),
  /// The target is no longer as it was when the plan was made: make a new plan.
  TARGET_CHANGED("TargetChanged"),
  REJECTED("Rejected"),
  TIMEOUT("Timeout"),
  VERIFICATION_FAILED("VerificationFailed"),
  ROLLBACK_FAILED("RollbackFailed"),
  ROLLBACK_PARTIAL("RollbackPartial"),
  /// A fault that no other type describes: the worker's log has the stack trace.
  INTERNAL("Internal", true);

  private final String wireName;
  private final boolean retryable;

  FailureType(String wireName) {
    this(wireName, false);
  }

  FailureType(String wireName, boolean retryable) {
    this.wireName = wireName;
    this.retryable = retryable;
  }

  /// The string that callers see and may depend on.
  public String wireName() {
    return wireName;
  }

  /// Whether the same request may succeed later without anybody changing it.
  public boolean retryable() {
    return retryable;
  }

  /// The type of a wire string; of the two that share one, the retryable.
  public static Optional<FailureType> ofWireName(String wireName) {
    return Arrays.stream(values()).filter(type -> type.wireName.equals(wireName)).findFirst();
  }
}
