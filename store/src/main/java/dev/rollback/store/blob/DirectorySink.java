package dev.rollback.store.blob;

import dev.rollback.store.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/// A blob that is written aside, and moved to its name when all of it is durable.
final class DirectorySink implements BlobSink {
  private final Path root;
  private final String name;
  private final DirectoryFiles files;
  private final DirectoryFiles.Fresh fresh;
  private long length;

  DirectorySink(Path root, String name, DirectoryFiles files) throws StoreException {
    this.root = root;
    this.name = BlobName.checked(name);
    this.files = files;
    try {
      this.fresh = files.fresh();
    } catch (IOException failed) {
      throw failure(failed);
    }
  }

  @Override
  public void write(byte[] from, int offset, int count) throws StoreException {
    try {
      var bytes = ByteBuffer.wrap(from, offset, count);
      while (bytes.hasRemaining()) {
        fresh.channel().write(bytes);
      }
      length += count;
    } catch (IOException failed) {
      throw failure(failed);
    }
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public void commit() throws StoreException {
    try {
      fresh.channel().force(true);
      files.moveOver(fresh, files.file(name));
    } catch (IOException failed) {
      throw failure(failed);
    }
  }

  @Override
  public void close() throws StoreException {
    try {
      fresh.close();
    } catch (IOException failed) {
      throw failure(failed);
    }
  }

  private StoreException failure(IOException cause) {
    return StorageFailure.of(root, "write " + name, cause);
  }
}
