package dev.rollback.store.directory;

import dev.rollback.store.ContentId;
import dev.rollback.store.Owner;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;

/// Where everything lies in a store's directory; `docs/design/store-format.md` describes it.
record Layout(Path root) {
  static final String SIDECAR_SUFFIX = "_metadata.json";

  private static final int READABLE = 120;
  private static final int SHARD = 2;

  Path format() {
    return root.resolve("format");
  }

  Path lock() {
    return root.resolve("lock");
  }

  Path temporary() {
    return root.resolve("temporary");
  }

  Path owners() {
    return root.resolve("owners");
  }

  Path contents() {
    return root.resolve("content");
  }

  Path shard(ContentId content) {
    return contents().resolve(content.hex().substring(0, SHARD));
  }

  Path content(ContentId content) {
    return shard(content).resolve(content.hex());
  }

  /// The file of an owner's list. Its name begins as the owner's, for people; the digest keeps
  /// apart what is cut off and what a file system takes for the same.
  Path ownerList(Owner owner) {
    String name = owner.name().replace('/', '+');
    String readable = name.substring(0, Math.min(name.length(), READABLE));
    byte[] digest = ContentId.sha256().digest(owner.name().getBytes(StandardCharsets.US_ASCII));
    return owners().resolve(readable + "." + HexFormat.of().formatHex(digest, 0, 16));
  }

  /// The owner whose list lies in this file, as far as the file's name tells it.
  Optional<Owner> owner(Path ownerList) {
    String name = String.valueOf(ownerList.getFileName());
    int end = name.lastIndexOf('.');
    try {
      return Optional.of(new Owner(name.substring(0, Math.max(0, end)).replace('+', '/')))
          .filter(owner -> ownerList(owner).equals(ownerList));
    } catch (IllegalArgumentException noOwner) {
      return Optional.empty();
    }
  }

  Path sidecar(String snapshotId) {
    return root.resolve(snapshotId + SIDECAR_SUFFIX);
  }
}
