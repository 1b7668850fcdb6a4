package dev.rollback.files;

import dev.rollback.contract.FailureType;
import dev.rollback.contract.RollbackException;
import dev.rollback.store.StoreException;

/// Makes of what failed the type and the sentence that callers see.
final class Failures {
  private Failures() {}

  /// The kernel refused something about this path.
  static RollbackException of(SystemFailure failure, AllowedPath path) {
    if (failure.is(Errno.ELOOP)) {
      return path.firstLink().map(Failures::link).orElseGet(() -> of(failure, path.raw()));
    }
    return of(failure, path.raw());
  }

  static RollbackException of(SystemFailure failure, RawPath path) {
    return of(failure, path.toString());
  }

  /// The kernel refused something that nobody could say more of.
  static RollbackException of(SystemFailure failure) {
    return of(failure, failure.detail().isEmpty() ? "A file" : failure.detail());
  }

  private static RollbackException of(SystemFailure failure, String path) {
    return switch (failure.errno()) {
      case EACCES, EPERM ->
          made(
              FailureType.PERMISSION_DENIED,
              "Permission denied: %s. Run the worker as a user who may do it.",
              path,
              failure);
      case EROFS ->
          made(
              FailureType.PERMISSION_DENIED,
              "Permission denied: %s is on a file system that is mounted read-only.",
              path,
              failure);
      case ENOSPC, EDQUOT ->
          made(
              FailureType.INSUFFICIENT_DISK_SPACE,
              "Insufficient disk space: %s. Free space or raise the quota, then try again.",
              path,
              failure);
      case ENOENT, ENOTDIR -> made(FailureType.PATH_NOT_FOUND, "%s does not exist.", path, failure);
      case ENAMETOOLONG ->
          made(
              FailureType.INVALID_REQUEST,
              "%s has a name that is longer than the file system allows.",
              path,
              failure);
      case ELOOP -> made(FailureType.PATH_NOT_ALLOWED, "%s leads through a link.", path, failure);
      case EXDEV ->
          made(
              FailureType.PATH_NOT_ALLOWED,
              "%s leads out of the directory that it is in.",
              path,
              failure);
      case EINTR,
          EIO,
          ENXIO,
          EBADF,
          EAGAIN,
          EBUSY,
          EEXIST,
          EISDIR,
          EINVAL,
          ENOTTY,
          EFBIG,
          EMLINK,
          ERANGE,
          ENOSYS,
          ENOTEMPTY,
          ENODATA,
          EOPNOTSUPP,
          ESTALE,
          OTHER ->
          new RollbackException(
              FailureType.ROLLBACK_FAILED,
              "%s: %s.".formatted(path, failure.getMessage()),
              failure);
    };
  }

  /// A link stands where none may.
  static RollbackException link(RawPath link) {
    return new RollbackException(
        FailureType.PATH_NOT_ALLOWED,
        "%s is a symbolic link, and links are not followed. Name the place that it leads to."
            .formatted(link));
  }

  /// The store refused.
  static RollbackException of(StoreException failure) {
    FailureType type =
        switch (failure.kind()) {
          case CORRUPT, MISSING -> FailureType.SNAPSHOT_CORRUPT;
          case FULL -> FailureType.INSUFFICIENT_DISK_SPACE;
          case READ_ONLY, DENIED -> FailureType.PERMISSION_DENIED;
          case UNKNOWN_FORMAT -> FailureType.SNAPSHOT_NOT_RESTORABLE;
          case FAILED -> FailureType.ROLLBACK_FAILED;
        };
    return new RollbackException(type, String.valueOf(failure.getMessage()), failure);
  }

  private static RollbackException made(
      FailureType type, String sentence, String path, SystemFailure cause) {
    return new RollbackException(type, sentence.formatted(path), cause);
  }
}
