package dev.rollback.layer.git;

import dev.rollback.activity.PlanOrder;
import dev.rollback.contract.FailureType;
import dev.rollback.contract.RollbackException;
import dev.rollback.store.ContentId;
import dev.rollback.store.Owner;
import dev.rollback.store.SnapshotStore;
import dev.rollback.store.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// This layer's records in the content store.
final class Stored {
  private static final int LARGEST_RECORD = 256 << 20;

  private final SnapshotStore store;

  Stored(SnapshotStore store) {
    this.store = store;
  }

  static Owner owner(String snapshotId, @Nullable String member) {
    return new Owner(snapshotId + (member == null ? "" : "/members/" + member));
  }

  static Owner planOwner(PlanOrder order) {
    return planOwner(order.planId(), order.handle().member());
  }

  static Owner planOwner(String planId, @Nullable String member) {
    return new Owner(
        "plan/" + SafeName.of(planId).replace('%', '_') + (member == null ? "" : "/" + member));
  }

  /// A snapshot's record, proved.
  Captured captured(String root) {
    return Json.read(bytes(root), Captured.class, "Content " + root);
  }

  byte[] bytes(String root) {
    try {
      return store.reader().read(ContentId.parse(root), LARGEST_RECORD);
    } catch (StoreException e) {
      throw failure(e);
    }
  }

  boolean keeps(Owner owner) {
    try {
      return !store.contents(owner).isEmpty();
    } catch (StoreException e) {
      throw failure(e);
    }
  }

  /// The root that an owner's snapshot has already.
  Optional<ContentId> existing(Owner owner) {
    try {
      for (ContentId content : store.contents(owner)) {
        if (store.reader().size(content) < LARGEST_RECORD && isRecord(content)) {
          return Optional.of(content);
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private boolean isRecord(ContentId content) throws IOException {
    try (InputStream start = store.reader().open(content)) {
      return new String(start.readNBytes(9), StandardCharsets.ISO_8859_1).equals("{\"format\"");
    }
  }

  /// Keeps these bytes for a plan.
  String keep(Owner owner, byte[] bytes) {
    try (var writer = store.writer(owner)) {
      ContentId id = writer.write(bytes);
      writer.commit();
      return id.hex();
    } catch (StoreException e) {
      throw failure(e);
    }
  }

  /// Every byte of a snapshot's contents proved right.
  void verify(Captured captured) {
    try {
      for (String content : captured.contents()) {
        store.reader().verify(ContentId.parse(content));
      }
    } catch (StoreException e) {
      throw failure(e);
    }
  }

  void copy(String content, Path to) {
    try (InputStream from = store.reader().open(ContentId.parse(content))) {
      Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /// A store's trouble as the caller is told it.
  static RollbackException failure(IOException trouble) {
    FailureType type =
        trouble instanceof StoreException store
            ? switch (store.kind()) {
              case CORRUPT, MISSING, UNKNOWN_FORMAT -> FailureType.SNAPSHOT_CORRUPT;
              case FULL -> FailureType.INSUFFICIENT_DISK_SPACE;
              case READ_ONLY, DENIED -> FailureType.PERMISSION_DENIED;
              case FAILED -> FailureType.ROLLBACK_FAILED;
            }
            : FailureType.ROLLBACK_FAILED;
    return new RollbackException(type, String.valueOf(trouble.getMessage()), trouble);
  }
}
