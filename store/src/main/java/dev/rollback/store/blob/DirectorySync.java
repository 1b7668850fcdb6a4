package dev.rollback.store.blob;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/// Makes entries of directories durable, many for one `fsync`: whoever asks while one is under way
/// shares the next with all others that wait for it.
final class DirectorySync {
  /// What makes the entries of one directory durable.
  interface Force {
    void force(Path directory) throws IOException;
  }

  private final Map<Path, Turn> turns = new ConcurrentHashMap<>();
  private final Force force;

  DirectorySync() {
    this(DirectorySync::fsync);
  }

  DirectorySync(Force force) {
    this.force = force;
  }

  /// Returns when every entry that was made or removed there before the call is durable.
  void sync(Path directory) throws IOException {
    turns.computeIfAbsent(directory, _ -> new Turn()).sync(directory);
  }

  /// The syncs of one directory, one after the other.
  private final class Turn {
    private final ReentrantLock syncing = new ReentrantLock();
    private volatile long begun;
    private long failed;

    void sync(Path directory) throws IOException {
      long before = begun;
      syncing.lock();
      try {
        if (begun == before) {
          begun = before + 1;
          force.force(directory);
        } else if (failed > before) {
          throw new IOException("the entries of " + directory + " could not be made durable");
        }
      } catch (IOException failure) {
        failed = begun;
        throw failure;
      } finally {
        syncing.unlock();
      }
    }
  }

  /// Platforms that cannot open a directory (Windows) make entries durable by themselves.
  private static void fsync(Path directory) throws IOException {
    if (!directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return;
    }
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
