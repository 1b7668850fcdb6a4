package dev.rollback.store.directory;

import dev.rollback.store.Sidecars;
import dev.rollback.store.StoreException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Sidecars as files directly in the store's directory.
final class DirectorySidecars implements Sidecars {
  private static final Pattern ID = Pattern.compile("(?!\\.)[A-Za-z0-9._-]{1,128}");

  private final Layout layout;

  DirectorySidecars(Layout layout) {
    this.layout = layout;
  }

  @Override
  public void write(String snapshotId, byte[] json) throws StoreException {
    Path file = file(snapshotId);
    try (Presence presence = Presence.in(layout)) {
      DurableFiles.replace(file, presence.fresh(), json);
    } catch (IOException failed) {
      throw failure("write", snapshotId, failed);
    }
  }

  @Override
  public Optional<byte[]> read(String snapshotId) throws StoreException {
    Path file = file(snapshotId);
    try (var content = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.of(content.readAllBytes());
    } catch (NoSuchFileException absent) {
      return Optional.empty();
    } catch (IOException failed) {
      throw failure("read", snapshotId, failed);
    }
  }

  @Override
  public List<String> list() throws StoreException {
    var ids = new ArrayList<String>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(layout.root())) {
      for (Path entry : entries) {
        snapshotId(entry).ifPresent(ids::add);
      }
    } catch (IOException failed) {
      throw StorageFailure.of(layout.root(), "list the sidecars", failed);
    }
    ids.sort(null);
    return ids;
  }

  @Override
  public void delete(String snapshotId) throws StoreException {
    Path file = file(snapshotId);
    try {
      if (Files.deleteIfExists(file)) {
        DurableFiles.forceDirectory(layout.root());
      }
    } catch (IOException failed) {
      throw failure("delete", snapshotId, failed);
    }
  }

  private static Optional<String> snapshotId(Path entry) {
    String name = String.valueOf(entry.getFileName());
    if (!name.endsWith(Layout.SIDECAR_SUFFIX)
        || !Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    String id = name.substring(0, name.length() - Layout.SIDECAR_SUFFIX.length());
    return Optional.of(id).filter(ID.asMatchPredicate());
  }

  private Path file(String snapshotId) {
    if (!ID.matcher(snapshotId).matches()) {
      throw new IllegalArgumentException(
          "A snapshot id is 1 to 128 of [A-Za-z0-9._-] and does not begin with '.'.");
    }
    return layout.sidecar(snapshotId);
  }

  private StoreException failure(String verb, String snapshotId, IOException cause) {
    String deed = verb + " the sidecar of snapshot " + snapshotId;
    return StorageFailure.of(layout.root(), deed, cause);
  }
}
