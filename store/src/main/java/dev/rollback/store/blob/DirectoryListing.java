package dev.rollback.store.blob;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Finds the blobs in a store's directory, beside others who write and delete there.
final class DirectoryListing {
  /// The directory that an ext file system has in its root, for its owner alone.
  static final String LOST_AND_FOUND = "lost+found";

  private final Path root;
  private final Path temporary;

  /// @param temporary what is being written lies there, and is no blob
  DirectoryListing(Path root, Path temporary) {
    this.root = root;
    this.temporary = temporary;
  }

  /// All blobs whose names begin with a prefix, as [Blobs#list] says.
  void list(String prefix, Consumer<BlobStatus> each) throws IOException {
    list(prefix.isEmpty() ? root : root.resolve(prefix), prefix, each);
  }

  private void list(Path directory, String prefix, Consumer<BlobStatus> each) throws IOException {
    try {
      for (Path entry : entries(directory)) {
        String name = prefix + entry.getFileName();
        if (BlobName.isName(name) && !name.equals(LOST_AND_FOUND)) {
          listEntry(entry, name, each);
        }
      }
    } catch (NoSuchFileException | NotDirectoryException nothingThere) {
      return;
    }
  }

  private void listEntry(Path entry, String name, Consumer<BlobStatus> each) throws IOException {
    BasicFileAttributes attributes;
    try {
      attributes = DirectoryFiles.lookAt(entry);
    } catch (NoSuchFileException deletedMeanwhile) {
      return;
    }
    if (attributes.isDirectory() && !entry.equals(temporary)) {
      list(entry, name + "/", each);
    } else {
      status(name, attributes).ifPresent(each);
    }
  }

  /// What a file's attributes say of the blob of this name; empty for what is no plain file.
  static Optional<BlobStatus> status(String name, BasicFileAttributes attributes) {
    return attributes.isRegularFile()
        ? Optional.of(
            new BlobStatus(name, attributes.size(), attributes.lastModifiedTime().toInstant()))
        : Optional.empty();
  }

  /// The entries of a directory. A link to one is refused: taken for empty, it would make a prune
  /// believe that nobody keeps anything.
  List<Path> entries(Path directory) throws IOException {
    if (!directory.equals(root)) {
      BasicFileAttributes attributes = DirectoryFiles.lookAt(directory);
      if (attributes.isSymbolicLink()) {
        throw new IOException(
            directory + " is a link, and a store follows none: put the directory itself there");
      }
      if (!attributes.isDirectory()) {
        throw new NotDirectoryException(directory.toString());
      }
    }
    var found = new ArrayList<Path>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      entries.forEach(found::add);
    } catch (DirectoryIteratorException failed) {
      throw new IOException(failed);
    }
    return found;
  }
}
