package dev.rollback.store.blob;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// The files of one store's directory: for this user alone, never through a link, and durable.
final class DirectoryFiles {
  private final Path root;
  private final DirectorySync durable;

  /// Directories that are there, and known to be durable.
  private final Set<Path> prepared = ConcurrentHashMap.newKeySet();

  DirectoryFiles(Path root, DirectorySync durable) {
    this.root = root;
    this.durable = durable;
  }

  Path temporary() {
    return root.resolve("temporary");
  }

  Path file(String name) {
    return root.resolve(BlobName.checked(name));
  }

  /// A new file (mode 0600) under a name of its own, open for writing.
  Fresh fresh() throws IOException {
    prepare(temporary());
    Path path = temporary().resolve(UUID.randomUUID().toString());
    var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    return new Fresh(path, FileChannel.open(path, options, mode("rw-------")));
  }

  /// A file that nobody else knows yet.
  record Fresh(Path path, FileChannel channel) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      channel.close();
      Files.deleteIfExists(path);
    }
  }

  /// Gives a fresh file, whose bytes are durable, its name, in place of what has it.
  void moveOver(Fresh fresh, Path file) throws IOException {
    Path directory = parentOf(file);
    prepare(directory);
    Files.move(
        fresh.path(), file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    durable.sync(directory);
  }

  /// Whether something has this name, durably: whoever gave it may not have come to that yet.
  boolean isTaken(Path file) throws IOException {
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    durable.sync(parentOf(file));
    return true;
  }

  /// Gives a fresh file, whose bytes are durable, a name that nothing has.
  ///
  /// @return false when something has it, which is durable too then
  boolean link(Fresh fresh, Path file) throws IOException {
    Path directory = parentOf(file);
    prepare(directory);
    try {
      Files.createLink(file, fresh.path());
    } catch (FileAlreadyExistsException _) {
      durable.sync(directory);
      return false;
    } catch (UnsupportedOperationException noLinks) {
      throw new IOException("its file system has no hard links, which a store needs", noLinks);
    }
    durable.sync(directory);
    return true;
  }

  void delete(Path file) throws IOException {
    if (Files.notExists(parentOf(file))) {
      return;
    }
    checkDirectories(file);
    if (Files.deleteIfExists(file)) {
      durable.sync(parentOf(file));
    }
  }

  /// Opens a file for reading; a link, a directory or a device under its name is refused.
  FileChannel open(Path file) throws IOException {
    if (!attributes(file).isRegularFile()) {
      throw new IOException(file + " is no plain file, and nothing else belongs there");
    }
    return FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
  }

  /// What is known of a file, or of the link that has its name.
  BasicFileAttributes attributes(Path file) throws IOException {
    checkDirectories(file);
    return lookAt(file);
  }

  static BasicFileAttributes lookAt(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }

  /// Refuses links among the directories between the root and this file.
  private void checkDirectories(Path file) throws IOException {
    Path directory = parentOf(file);
    while (!directory.equals(root)) {
      if (!lookAt(directory).isDirectory()) {
        throw new NotDirectoryException(directory.toString());
      }
      directory = parentOf(directory);
    }
  }

  /// Makes a directory (mode 0700) and those above it durable, where that was not done yet.
  private void prepare(Path directory) throws IOException {
    if (prepared.contains(directory)) {
      if (Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
        return;
      }
      prepared.remove(directory);
    }
    if (directory.equals(root)) {
      prepareRoot();
    } else {
      prepare(parentOf(directory));
      makeDirectory(directory);
      durable.sync(parentOf(directory));
    }
    prepared.add(directory);
  }

  private void makeDirectory(Path directory) throws IOException {
    try {
      Files.createDirectory(directory, mode("rwx------"));
    } catch (FileAlreadyExistsException there) {
      if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
        throw new NotDirectoryException(directory.toString());
      }
    }
  }

  /// The root may be reached through links: it is its owner's choice.
  private void prepareRoot() throws IOException {
    if (!Files.isDirectory(root)) {
      Files.createDirectories(root, mode("rwx------"));
      durable.sync(parentOf(root));
    }
  }

  private FileAttribute<?>[] mode(String permissions) {
    return root.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  private static Path parentOf(Path path) {
    Path parent = path.getParent();
    if (parent == null) {
      throw new IllegalArgumentException(path + " is not inside a directory.");
    }
    return parent;
  }
}
