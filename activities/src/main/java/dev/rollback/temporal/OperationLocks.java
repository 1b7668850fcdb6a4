package dev.rollback.temporal;

import dev.rollback.contract.FailureType;
import dev.rollback.contract.RollbackException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Lets one attempt of an operation work at a time on this host: a second attempt, begun because
/// the first one's heartbeat was lost, waits by Temporal's retry until the first has let go or
/// died.
///
/// The operating system releases a lock with its process, so a killed worker leaves none behind.
public final class OperationLocks {
  private static final int FILES = 4096;

  private final Path directory;
  private final Set<String> held = ConcurrentHashMap.newKeySet();

  /// @param directory where the lock files are; created when absent
  public OperationLocks(Path directory) {
    this.directory = directory;
  }

  /// @throws RollbackException `TargetBusy` (retryable) while another attempt is at work
  Held take(String operationId) {
    if (!held.add(operationId)) {
      throw busy(operationId);
    }
    try {
      return locked(operationId);
    } catch (IOException e) {
      held.remove(operationId);
      throw new RollbackException(
          FailureType.INTERNAL, "Cannot lock in " + directory + ": " + e.getMessage(), e);
    } catch (RollbackException e) {
      held.remove(operationId);
      throw e;
    }
  }

  private Held locked(String operationId) throws IOException {
    Files.createDirectories(directory);
    Path file = directory.resolve(fileName(operationId));
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock == null) {
        throw busy(operationId);
      }
      return new Held(operationId, channel);
    } catch (OverlappingFileLockException e) {
      channel.close();
      throw busy(operationId);
    } catch (IOException | RollbackException e) {
      channel.close();
      throw e;
    }
  }

  /// One of a fixed number of files that are never deleted: deleting a lock file would let two
  /// processes lock two files of one name. Two operations that meet in one file only wait for each
  /// other.
  private static String fileName(String operationId) {
    return "operation-%04x.lock".formatted(Math.floorMod(operationId.hashCode(), FILES));
  }

  private static RollbackException busy(String operationId) {
    return new RollbackException(
        FailureType.TARGET_BUSY,
        "An earlier attempt of %s is still at work; it is waited for.".formatted(operationId));
  }

  /// A lock that is held until it is closed.
  final class Held implements AutoCloseable {
    private final String operationId;
    private final FileChannel channel;

    private Held(String operationId, FileChannel channel) {
      this.operationId = operationId;
      this.channel = channel;
    }

    @Override
    public void close() {
      held.remove(operationId);
      try {
        channel.close();
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot release the lock of " + operationId, e);
      }
    }
  }
}
