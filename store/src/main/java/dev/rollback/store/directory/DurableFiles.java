package dev.rollback.store.directory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Files and directories for this user alone, and their way to durable storage.
final class DurableFiles {
  private DurableFiles() {}

  /// Makes a directory (mode 0700) and those above it, where they are not there yet.
  static void createDirectories(Path directory) throws IOException {
    Files.createDirectories(directory, mode(directory, "rwx------"));
  }

  /// Opens a new file (mode 0600) for reading and writing; fails when the name is taken.
  static FileChannel create(Path file) throws IOException {
    return FileChannel.open(
        file,
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE),
        mode(file, "rw-------"));
  }

  /// Opens a file (mode 0600) for reading and writing, made when it is not there.
  static FileChannel openOrCreate(Path file) throws IOException {
    return FileChannel.open(
        file,
        Set.of(
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            LinkOption.NOFOLLOW_LINKS),
        mode(file, "rw-------"));
  }

  /// Makes the file hold exactly these bytes, or leaves it as it was: written aside, made durable,
  /// moved over, and the move made durable.
  static void replace(Path file, Path aside, byte[] bytes) throws IOException {
    try {
      try (FileChannel channel = create(aside)) {
        writeAll(channel, ByteBuffer.wrap(bytes));
        channel.force(true);
      }
      moveOver(aside, file);
    } finally {
      Files.deleteIfExists(aside);
    }
    forceDirectory(parentOf(file));
  }

  /// Renames a file at once, whatever lies under the new name.
  static void moveOver(Path file, Path name) throws IOException {
    Files.move(file, name, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  static void writeAll(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /// Makes a file's bytes durable.
  static void forceFile(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  /// Makes a directory's entries durable, where the platform can open one (Windows cannot).
  static void forceDirectory(Path directory) throws IOException {
    if (!isPosix(directory)) {
      return;
    }
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /// One step of several that may run at the same time.
  interface Step {
    void run(Path path) throws IOException;
  }

  /// Runs the step on every path, all at once: the file system then serves many with one journal
  /// write. Throws the first failure after all have ended.
  static void together(Collection<Path> paths, Step step) throws IOException {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var running =
          paths.stream()
              .<Future<?>>map(
                  path ->
                      threads.submit(
                          () -> {
                            step.run(path);
                            return null;
                          }))
              .toList();
      for (Future<?> one : running) {
        await(one);
      }
    }
  }

  private static void await(Future<?> running) throws IOException {
    try {
      running.get();
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof IOException cause) {
        throw cause;
      }
      throw new IOException("A step failed for an unexpected reason.", failed.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while making files durable", interrupted);
    }
  }

  /// Puts a second name on a file, or a copy under that name where the file system has no links.
  ///
  /// @throws FileAlreadyExistsException when the name is taken
  /// @throws NoSuchFileException when there is no such file
  static void linkOrCopy(Path name, Path file) throws IOException {
    try {
      Files.createLink(name, file);
    } catch (FileAlreadyExistsException | NoSuchFileException plain) {
      throw plain;
    } catch (UnsupportedOperationException | IOException noLinks) {
      Files.copy(file, name, LinkOption.NOFOLLOW_LINKS);
      forceFile(name);
    }
  }

  /// The directory of a path inside a store.
  static Path parentOf(Path path) {
    Path parent = path.getParent();
    if (parent == null) {
      throw new IllegalArgumentException(path + " is not inside a directory.");
    }
    return parent;
  }

  private static FileAttribute<?>[] mode(Path path, String permissions) {
    return isPosix(path)
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  private static boolean isPosix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
