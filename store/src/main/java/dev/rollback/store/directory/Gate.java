package dev.rollback.store.directory;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/// Keeps commits and collections apart, across threads and processes: commits pass together, a
/// collection passes alone.
///
/// The operating system's lock belongs to the whole process, so all stores that the process opens
/// on one directory share one gate.
final class Gate implements AutoCloseable {
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(2);

  private final ReentrantReadWriteLock threads = new ReentrantReadWriteLock(true);
  private final FileChannel channel;
  private int commits;
  private @Nullable FileLock process;

  /// @param channel the lock file, open for reading and writing; closed with the gate
  Gate(FileChannel channel) {
    this.channel = channel;
  }

  /// A way through the gate; closing it lets others pass. Must be closed by the thread that opened
  /// it.
  interface Passage extends AutoCloseable {
    @Override
    void close() throws IOException;
  }

  /// Waits until no collection runs, and lets none begin.
  Passage forCommit() throws IOException {
    threads.readLock().lock();
    try {
      enterCommit();
    } catch (IOException | RuntimeException failed) {
      threads.readLock().unlock();
      throw failed;
    }
    return () -> {
      try {
        leaveCommit();
      } finally {
        threads.readLock().unlock();
      }
    };
  }

  /// Waits until no commit and no other collection runs, and lets none begin.
  Passage forCollection() throws IOException {
    threads.writeLock().lock();
    try {
      FileLock alone = lock(false);
      return () -> {
        try {
          alone.release();
        } finally {
          threads.writeLock().unlock();
        }
      };
    } catch (IOException | RuntimeException failed) {
      threads.writeLock().unlock();
      throw failed;
    }
  }

  private synchronized void enterCommit() throws IOException {
    if (commits == 0) {
      process = lock(true);
    }
    commits++;
  }

  private synchronized void leaveCommit() throws IOException {
    commits--;
    if (commits == 0 && process != null) {
      process.release();
      process = null;
    }
  }

  /// Asks again and again rather than block: a thread that is interrupted while it blocks on a
  /// channel closes it, and with it the locks of all threads.
  private FileLock lock(boolean shared) throws IOException {
    while (true) {
      FileLock lock = channel.tryLock(0, Long.MAX_VALUE, shared);
      if (lock != null) {
        return lock;
      }
      if (Thread.currentThread().isInterrupted()) {
        throw new IOException("interrupted while another process commits or collects");
      }
      LockSupport.parkNanos(PAUSE);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
