package dev.rollback.store.directory;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Temporary files of processes that died.
final class Leftovers {
  private final Layout layout;
  private final Path own;
  private long files;
  private long bytes;

  /// @param own temporary directory of this process, which is alive
  Leftovers(Layout layout, Path own) {
    this.layout = layout;
    this.own = own;
  }

  /// Removes what dead processes left and nobody has touched since `before`.
  void removeOlderThan(Instant before) throws IOException {
    for (Path entry : entries(layout.temporary())) {
      if (Files.isDirectory(entry) && !entry.equals(own)) {
        removeIfDead(entry, before);
      } else if (Files.isRegularFile(entry) && isOlder(entry, before)) {
        remove(entry);
      }
    }
  }

  long files() {
    return files;
  }

  long bytes() {
    return bytes;
  }

  private void removeIfDead(Path directory, Instant before) throws IOException {
    try (FileChannel channel =
        FileChannel.open(Presence.lockFile(directory), StandardOpenOption.WRITE)) {
      FileLock lock = channel.tryLock();
      if (lock != null && isOlder(directory, before)) {
        for (Path path : tree(directory)) {
          if (Files.isRegularFile(path) && !path.equals(Presence.lockFile(directory))) {
            remove(path);
          }
        }
        delete(directory);
      }
    } catch (NoSuchFileException justMadeOrAlmostGone) {
      deleteEmpty(directory);
    }
  }

  /// A directory without a lock file is empty, or has it in the next moment: its maker tries again.
  private static void deleteEmpty(Path directory) throws IOException {
    try {
      Files.deleteIfExists(directory);
    } catch (DirectoryNotEmptyException lockedMeanwhile) {
      // It belongs to a living process.
    }
  }

  private static boolean isOlder(Path directory, Instant before) throws IOException {
    for (Path path : tree(directory)) {
      if (Files.getLastModifiedTime(path).toInstant().isAfter(before)) {
        return false;
      }
    }
    return true;
  }

  private void remove(Path file) throws IOException {
    long length = Files.size(file);
    if (Files.deleteIfExists(file)) {
      files++;
      bytes += length;
    }
  }

  /// Deletes a process's temporary directory, its lock file last.
  static void delete(Path directory) throws IOException {
    Path lock = Presence.lockFile(directory);
    for (Path path : tree(directory)) {
      if (!path.equals(lock) && !path.equals(directory)) {
        Files.deleteIfExists(path);
      }
    }
    Files.deleteIfExists(lock);
    Files.deleteIfExists(directory);
  }

  /// All paths of a tree, deepest first.
  private static List<Path> tree(Path directory) throws IOException {
    try (var paths = Files.walk(directory)) {
      return paths.sorted(Comparator.reverseOrder()).toList();
    }
  }

  private static List<Path> entries(Path directory) throws IOException {
    var entries = new ArrayList<Path>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
      stream.forEach(entries::add);
    }
    return entries;
  }
}
