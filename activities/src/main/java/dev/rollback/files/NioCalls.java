package dev.rollback.files;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Makes calls of `java.nio.file` and says of a failure what the kernel said, so far as Java tells:
/// by the exception's kind, or by the words that the C library has for the error.
final class NioCalls {
  private static final List<Words> KNOWN =
      List.of(
          new Words("No space left on device", Errno.ENOSPC),
          new Words("quota exceeded", Errno.EDQUOT),
          new Words("Read-only file system", Errno.EROFS),
          new Words("Operation not permitted", Errno.EPERM),
          new Words("Permission denied", Errno.EACCES),
          new Words("Too many levels of symbolic links", Errno.ELOOP),
          new Words("No such file or directory", Errno.ENOENT),
          new Words("Not a directory", Errno.ENOTDIR),
          new Words("Is a directory", Errno.EISDIR),
          new Words("Directory not empty", Errno.ENOTEMPTY),
          new Words("File exists", Errno.EEXIST),
          new Words("name too long", Errno.ENAMETOOLONG),
          new Words("resource busy", Errno.EBUSY),
          new Words("Resource busy", Errno.EBUSY),
          new Words("Input/output error", Errno.EIO),
          new Words("Invalid argument", Errno.EINVAL),
          new Words("not supported", Errno.EOPNOTSUPP),
          new Words("Too many links", Errno.EMLINK),
          new Words("File too large", Errno.EFBIG),
          new Words("ross-device link", Errno.EXDEV),
          new Words("No such device or address", Errno.ENXIO),
          new Words("Stale", Errno.ESTALE));

  private NioCalls() {}

  private record Words(String part, Errno errno) {}

  @FunctionalInterface
  interface Call<T> {
    T made() throws IOException;
  }

  @FunctionalInterface
  interface Action {
    void run() throws IOException;
  }

  /// @param about what it is about, for the failure's message
  static <T> T call(String what, Object about, Call<T> call) throws SystemFailure {
    try {
      return call.made();
    } catch (SystemFailure e) {
      throw e;
    } catch (IOException e) {
      throw failure(errno(e), what, about, e);
    } catch (DirectoryIteratorException e) {
      throw failure(listing(e.getCause()), what, about, e);
    } catch (InvalidPathException e) {
      throw failure(Errno.EINVAL, what, about, e);
    } catch (UnsupportedOperationException e) {
      throw failure(Errno.EOPNOTSUPP, what, about, e);
    }
  }

  static void run(String what, Object about, Action action) throws SystemFailure {
    var _ =
        call(
            what,
            about,
            () -> {
              action.run();
              return true;
            });
  }

  private static SystemFailure failure(Errno errno, String what, Object about, Exception cause) {
    var failure = new SystemFailure(errno, what, about.toString());
    failure.initCause(cause);
    return failure;
  }

  private static Errno listing(@Nullable IOException cause) {
    return cause == null ? Errno.OTHER : errno(cause);
  }

  static Errno errno(IOException failure) {
    return switch (failure) {
      case SystemFailure e -> e.errno();
      case NoSuchFileException _ -> Errno.ENOENT;
      case FileAlreadyExistsException _ -> Errno.EEXIST;
      case DirectoryNotEmptyException _ -> Errno.ENOTEMPTY;
      case NotDirectoryException _ -> Errno.ENOTDIR;
      case AccessDeniedException _ -> Errno.EACCES;
      case FileSystemLoopException _ -> Errno.ELOOP;
      case AtomicMoveNotSupportedException _ -> Errno.EXDEV;
      case ClosedByInterruptException _ -> Errno.EINTR;
      case ClosedChannelException _ -> Errno.EBADF;
      case FileSystemException e -> spelledOut(e.getReason());
      default -> spelledOut(failure.getMessage());
    };
  }

  private static Errno spelledOut(@Nullable String words) {
    if (words != null) {
      for (Words each : KNOWN) {
        if (words.contains(each.part())) {
          return each.errno();
        }
      }
    }
    return Errno.OTHER;
  }
}
