package dev.rollback.store.blob;

import dev.rollback.store.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/// Blobs as files of a directory, local or on a network file system with rename, link and fsync.
///
/// Directories have mode 0700, files 0600; nothing beneath the root is reached through a link. The
/// directory is made by the first write.
public final class DirectoryBlobs implements Blobs {
  private static final int READ_AHEAD = 16 << 10;

  private final Path root;
  private final DirectoryFiles files;
  private final DirectoryListing listing;

  public DirectoryBlobs(Path root) {
    this(root, new DirectorySync());
  }

  DirectoryBlobs(Path root, DirectorySync durable) {
    this.root = root.toAbsolutePath().normalize();
    this.files = new DirectoryFiles(this.root, durable);
    this.listing = new DirectoryListing(this.root, files.temporary());
  }

  @Override
  public boolean create(String name, byte[] bytes) throws StoreException {
    Path file = files.file(name);
    try {
      if (files.isTaken(file)) {
        return false;
      }
      try (DirectoryFiles.Fresh fresh = written(bytes)) {
        return files.link(fresh, file);
      }
    } catch (IOException failed) {
      throw failure("create " + name, failed);
    }
  }

  @Override
  public void replace(String name, byte[] bytes) throws StoreException {
    Path file = files.file(name);
    try (DirectoryFiles.Fresh fresh = written(bytes)) {
      files.moveOver(fresh, file);
    } catch (IOException failed) {
      throw failure("write " + name, failed);
    }
  }

  @Override
  public BlobSink sink(String name) throws StoreException {
    return new DirectorySink(root, name, files);
  }

  @Override
  public byte[] read(String name, int maximumBytes) throws StoreException {
    try (FileChannel channel = open(name)) {
      long length = channel.size();
      if (length > maximumBytes) {
        throw StorageFailure.tooLong(place(), name, length, maximumBytes);
      }
      byte[] bytes = new byte[(int) length];
      fill(channel, name, 0, ByteBuffer.wrap(bytes));
      return bytes;
    } catch (IOException failed) {
      throw failure("read " + name, failed);
    }
  }

  @Override
  public void read(String name, long offset, byte[] into, int at, int length)
      throws StoreException {
    try (FileChannel channel = open(name)) {
      fill(channel, name, offset, ByteBuffer.wrap(into, at, length));
    } catch (IOException failed) {
      throw failure("read " + name, failed);
    }
  }

  @Override
  public int readAhead() {
    return READ_AHEAD;
  }

  @Override
  public Optional<BlobStatus> status(String name) throws StoreException {
    Path file = files.file(name);
    try {
      return DirectoryListing.status(name, files.attributes(file));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    } catch (IOException failed) {
      throw failure("look at " + name, failed);
    }
  }

  @Override
  public void list(String prefix, Consumer<BlobStatus> each) throws StoreException {
    BlobName.checkedPrefix(prefix);
    try {
      listing.list(prefix, each);
    } catch (IOException failed) {
      throw failure("list " + prefix, failed);
    }
  }

  @Override
  public void delete(String name) throws StoreException {
    Path file = files.file(name);
    try {
      files.delete(file);
    } catch (IOException failed) {
      throw failure("delete " + name, failed);
    }
  }

  @Override
  public Instant now() throws StoreException {
    try (DirectoryFiles.Fresh probe = files.fresh()) {
      return DirectoryFiles.lookAt(probe.path()).lastModifiedTime().toInstant();
    } catch (IOException failed) {
      throw failure("ask for the time", failed);
    }
  }

  @Override
  public OptionalLong freeBytes() throws StoreException {
    try {
      return OptionalLong.of(Files.getFileStore(root).getUsableSpace());
    } catch (NoSuchFileException notMadeYet) {
      return OptionalLong.empty();
    } catch (IOException failed) {
      throw failure("ask for the free space", failed);
    }
  }

  @Override
  public long sweep(Instant before) throws StoreException {
    if (Files.notExists(files.temporary(), LinkOption.NOFOLLOW_LINKS)) {
      return 0;
    }
    long swept = 0;
    try {
      for (Path entry : listing.entries(files.temporary())) {
        swept += isLeftBehind(entry, before) && Files.deleteIfExists(entry) ? 1 : 0;
      }
    } catch (IOException failed) {
      throw failure("remove what was left behind", failed);
    }
    return swept;
  }

  @Override
  public boolean vacant() throws StoreException {
    try {
      for (Path entry : listing.entries(root)) {
        String name = String.valueOf(entry.getFileName());
        if (!name.equals(DirectoryListing.LOST_AND_FOUND) && !entry.equals(files.temporary())) {
          return false;
        }
      }
      return true;
    } catch (NoSuchFileException notMadeYet) {
      return true;
    } catch (IOException failed) {
      throw failure("look", failed);
    }
  }

  @Override
  public String place() {
    return root.toString();
  }

  @Override
  public void close() {}

  private DirectoryFiles.Fresh written(byte[] bytes) throws IOException {
    DirectoryFiles.Fresh fresh = files.fresh();
    try {
      var rest = ByteBuffer.wrap(bytes);
      while (rest.hasRemaining()) {
        fresh.channel().write(rest);
      }
      fresh.channel().force(true);
      return fresh;
    } catch (IOException failed) {
      fresh.close();
      throw failed;
    }
  }

  private FileChannel open(String name) throws IOException {
    try {
      return files.open(files.file(name));
    } catch (NoSuchFileException _) {
      throw StorageFailure.missing(place(), name);
    }
  }

  private void fill(FileChannel channel, String name, long offset, ByteBuffer into)
      throws IOException {
    long end = offset + into.remaining();
    while (into.hasRemaining()) {
      int read = channel.read(into, end - into.remaining());
      if (read < 0) {
        throw StorageFailure.cutOff(place(), name, channel.size(), end);
      }
    }
  }

  private static boolean isLeftBehind(Path entry, Instant before) throws IOException {
    try {
      BasicFileAttributes attributes = DirectoryFiles.lookAt(entry);
      return !attributes.isDirectory()
          && attributes.lastModifiedTime().toInstant().isBefore(before);
    } catch (NoSuchFileException finishedMeanwhile) {
      return false;
    }
  }

  private StoreException failure(String deed, IOException cause) {
    return StorageFailure.of(root, deed, cause);
  }
}
