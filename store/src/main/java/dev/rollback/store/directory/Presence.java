package dev.rollback.store.directory;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/// This process as a writer of one store's directory: the gate, and a temporary directory whose
/// lock shows other processes that its files are not left behind by a dead one.
///
/// There is one per process and directory, because closing any channel of a file drops all locks
/// that the process has on it.
final class Presence implements AutoCloseable {
  private static final Map<Path, Presence> PRESENT = new HashMap<>();

  private final Path root;
  private final Gate gate;
  private final Path directory;
  private final FileChannel alive;
  private final AtomicLong next = new AtomicLong();
  private int users;

  private Presence(Path root, Gate gate, Path directory, FileChannel alive) {
    this.root = root;
    this.gate = gate;
    this.directory = directory;
    this.alive = alive;
  }

  /// Joins the process's presence in the store; each must be closed once.
  static Presence in(Layout layout) throws IOException {
    synchronized (PRESENT) {
      Presence presence = PRESENT.get(layout.root());
      if (presence == null) {
        presence = begin(layout);
        PRESENT.put(layout.root(), presence);
      }
      presence.users++;
      return presence;
    }
  }

  private static Presence begin(Layout layout) throws IOException {
    DurableFiles.createDirectories(layout.temporary());
    FileChannel lock = DurableFiles.openOrCreate(layout.lock());
    try {
      while (true) {
        Path directory = layout.temporary().resolve(UUID.randomUUID().toString());
        DurableFiles.createDirectories(directory);
        Optional<FileChannel> alive = lockIn(directory);
        if (alive.isPresent()) {
          return new Presence(layout.root(), new Gate(lock), directory, alive.get());
        }
      }
    } catch (IOException | RuntimeException failed) {
      lock.close();
      throw failed;
    }
  }

  /// Locks a new temporary directory; empty when a collection took it for a dead process's in the
  /// moment between its making and its lock.
  private static Optional<FileChannel> lockIn(Path directory) throws IOException {
    Path file = lockFile(directory);
    FileChannel channel;
    try {
      channel = DurableFiles.create(file);
    } catch (NoSuchFileException collected) {
      return Optional.empty();
    }
    try {
      if (channel.tryLock() != null && Files.exists(file)) {
        return Optional.of(channel);
      }
      channel.close();
      return Optional.empty();
    } catch (IOException | RuntimeException failed) {
      channel.close();
      throw failed;
    }
  }

  /// The file that a living process keeps locked in its temporary directory.
  static Path lockFile(Path directory) {
    return directory.resolve("lock");
  }

  Gate gate() {
    return gate;
  }

  /// The temporary directory of this process.
  Path directory() {
    return directory;
  }

  /// A path in the temporary directory that nothing else uses.
  Path fresh() {
    return directory.resolve(Long.toString(next.getAndIncrement()));
  }

  @Override
  public void close() throws IOException {
    synchronized (PRESENT) {
      users--;
      if (users > 0) {
        return;
      }
      PRESENT.remove(root);
      try (gate;
          alive) {
        Leftovers.delete(directory);
      }
    }
  }
}
