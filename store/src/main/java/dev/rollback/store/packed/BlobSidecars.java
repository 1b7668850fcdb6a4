package dev.rollback.store.packed;

import dev.rollback.store.Sidecars;
import dev.rollback.store.StoreException;
import dev.rollback.store.StoreException.Kind;
import dev.rollback.store.blob.Blobs;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Sidecars as blobs directly in the store's place.
final class BlobSidecars implements Sidecars {
  private static final String SUFFIX = "_metadata.json";
  private static final Pattern ID = Pattern.compile("(?!\\.)[A-Za-z0-9._-]{1,128}");
  private static final int MOST_BYTES = 64 << 20;

  private final Blobs blobs;

  BlobSidecars(Blobs blobs) {
    this.blobs = blobs;
  }

  @Override
  public void write(String snapshotId, byte[] json) throws StoreException {
    blobs.replace(name(snapshotId), json);
  }

  @Override
  public Optional<byte[]> read(String snapshotId) throws StoreException {
    try {
      return Optional.of(blobs.read(name(snapshotId), MOST_BYTES));
    } catch (StoreException failed) {
      if (failed.kind() == Kind.MISSING) {
        return Optional.empty();
      }
      throw failed;
    }
  }

  @Override
  public List<String> list() throws StoreException {
    var ids = new ArrayList<String>();
    blobs.list("", blob -> snapshotId(blob.name()).ifPresent(ids::add));
    ids.sort(null);
    return ids;
  }

  @Override
  public void delete(String snapshotId) throws StoreException {
    blobs.delete(name(snapshotId));
  }

  static boolean isName(String name) {
    return snapshotId(name).isPresent();
  }

  private static Optional<String> snapshotId(String name) {
    if (!name.endsWith(SUFFIX)) {
      return Optional.empty();
    }
    String id = name.substring(0, name.length() - SUFFIX.length());
    return Optional.of(id).filter(ID.asMatchPredicate());
  }

  private static String name(String snapshotId) {
    if (!ID.matcher(snapshotId).matches()) {
      throw new IllegalArgumentException(
          "A snapshot id is 1 to 128 of [A-Za-z0-9._-] and does not begin with '.'.");
    }
    return snapshotId + SUFFIX;
  }
}
