package dev.rollback.store.directory;

import dev.rollback.store.ContentId;
import dev.rollback.store.StoreException;
import dev.rollback.store.StoreUsage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.OptionalLong;

/// One count of what a store holds. A damaged content counts with its stored bytes only.
final class Measurement implements StoredContents.Visitor {
  private final Layout layout;
  private long contents;
  private long plainBytes;
  private long storedBytes;

  Measurement(Layout layout) {
    this.layout = layout;
  }

  StoreUsage run() throws IOException {
    new StoredContents(layout).visit(this);
    int owners = new OwnerLists(layout).files().size();
    long free = Files.getFileStore(layout.root()).getUsableSpace();
    return new StoreUsage(owners, contents, plainBytes, storedBytes, OptionalLong.of(free));
  }

  @Override
  public void content(ContentId id, Path path) throws IOException {
    try (ContentFile file = ContentFile.open(id, path)) {
      plainBytes += file.header().plainLength();
    } catch (NoSuchFileException collected) {
      return;
    } catch (StoreException damaged) {
      // A check reports it.
    }
    contents++;
    storedBytes += Files.size(path);
  }

  @Override
  public void stranger(Path path) {
    // A check reports it.
  }
}
