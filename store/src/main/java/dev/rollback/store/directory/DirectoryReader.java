package dev.rollback.store.directory;

import dev.rollback.store.ContentId;
import dev.rollback.store.ContentView;
import dev.rollback.store.Node;
import dev.rollback.store.NodeId;
import dev.rollback.store.SnapshotReader;
import dev.rollback.store.StoreException;
import dev.rollback.store.StoreException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;

/// Reads contents from their files.
final class DirectoryReader implements SnapshotReader {
  private final Layout layout;

  DirectoryReader(Layout layout) {
    this.layout = layout;
  }

  @Override
  public InputStream open(ContentId content) throws StoreException {
    try {
      ContentFile file = file(content);
      try {
        return new ContentStream(file);
      } catch (IOException | RuntimeException failed) {
        file.close();
        throw failed;
      }
    } catch (IOException failed) {
      throw failure(content, failed);
    }
  }

  @Override
  public byte[] read(ContentId content, int maximumBytes) throws StoreException {
    if (maximumBytes < 0) {
      throw new IllegalArgumentException("A maximum of bytes is not negative.");
    }
    try (ContentFile file = file(content);
        InputStream plain = new ContentStream(file)) {
      if (file.header().plainLength() > maximumBytes) {
        throw new StoreException(
            Kind.FAILED,
            "Content %s has %d bytes, more than the %d that its reader takes. Stream it."
                .formatted(content, file.header().plainLength(), maximumBytes));
      }
      return plain.readAllBytes();
    } catch (IOException failed) {
      throw failure(content, failed);
    }
  }

  @Override
  public boolean contains(ContentId content) {
    return Files.isRegularFile(layout.content(content), LinkOption.NOFOLLOW_LINKS);
  }

  @Override
  public long size(ContentId content) throws StoreException {
    try (ContentFile file = file(content)) {
      return file.header().plainLength();
    } catch (IOException failed) {
      throw failure(content, failed);
    }
  }

  @Override
  public void verify(ContentId content) throws StoreException {
    try (InputStream plain = open(content)) {
      plain.transferTo(OutputStream.nullOutputStream());
    } catch (IOException failed) {
      throw failure(content, failed);
    }
  }

  private ContentFile file(ContentId content) throws IOException {
    try {
      return ContentFile.open(content, layout.content(content));
    } catch (NoSuchFileException missing) {
      throw new StoreException(
          Kind.MISSING,
          "The store "
              + layout.root()
              + " has no content "
              + content
              + ". Check the store to see which snapshots need it, and take those again.",
          missing);
    }
  }

  private StoreException failure(ContentId content, IOException cause) {
    return StorageFailure.of(layout.root(), "read content " + content, cause);
  }

  @Override
  public ContentView view(ContentId content, int maximumBytes) throws StoreException {
    return ContentView.of(read(content, maximumBytes));
  }

  @Override
  public Node node(NodeId node) {
    throw new UnsupportedOperationException("A store of format 1 has no nodes.");
  }

  @Override
  public boolean contains(NodeId node) {
    return false;
  }
}
