package dev.rollback.layer.configuration;

import dev.rollback.contract.FailureType;
import dev.rollback.contract.RollbackException;
import dev.rollback.files.AllowedRoots;
import dev.rollback.files.Scope;
import dev.rollback.store.ContentId;
import dev.rollback.store.Owner;
import dev.rollback.store.SnapshotReader;
import dev.rollback.store.SnapshotStore;
import dev.rollback.store.StoreException;
import dev.rollback.store.directory.DirectoryStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The complete copy of a snapshot's data at its `backup_location`: a store of its own, which is
/// read when the main store lost a content or has it damaged.
final class SecondCopy {
  private final AllowedRoots roots;
  private final SnapshotStore main;

  SecondCopy(AllowedRoots roots, SnapshotStore main) {
    this.roots = roots;
    this.main = main;
  }

  /// Refuses a location that lies in what is captured, or that holds it.
  void requireApart(String location, Scope scope) {
    Path place = roots.check(location);
    for (Scope.Item item : scope.items()) {
      Path base = Path.of(item.base().toString());
      if (place.startsWith(base) || base.startsWith(place)) {
        throw new RollbackException(
            FailureType.INVALID_REQUEST,
            "backup_location %s and %s lie in one another. Choose a place apart."
                .formatted(place, base));
      }
    }
  }

  /// Copies all that an owner keeps; durable when this returns, and harmless when it is there.
  void write(String location, Owner owner) {
    Path place = roots.check(location);
    try (SnapshotStore copy = DirectoryStore.open(place)) {
      for (Owner each : owners(owner)) {
        if (!copy.contents(each).equals(main.contents(each))) {
          copy(each, copy);
        }
      }
    } catch (StoreException e) {
      throw failed(place, e);
    } catch (IOException e) {
      throw failed(place, new StoreException(StoreException.Kind.FAILED, e.toString(), e));
    }
  }

  private void copy(Owner owner, SnapshotStore copy) throws IOException {
    try (var writer = copy.writer(owner)) {
      for (ContentId content : main.contents(owner)) {
        try (var stream = main.reader().open(content)) {
          writer.write(stream);
        }
      }
      writer.commit();
    }
  }

  /// The data first, then the pointer to its root.
  private static List<Owner> owners(Owner owner) {
    return List.of(owner, new Owner(owner + "/root"));
  }

  /// Lets go of an owner's copy; harmless when there is none.
  void release(String location, Owner owner) {
    Path place = roots.check(location);
    if (!Files.isDirectory(place)) {
      return;
    }
    try (SnapshotStore copy = DirectoryStore.open(place)) {
      for (Owner each : owners(owner).reversed()) {
        copy.release(each);
      }
      copy.collect(java.time.Duration.ZERO);
    } catch (StoreException e) {
      throw failed(place, e);
    }
  }

  /// Whether one of the two stores still keeps what this owner captured.
  boolean keeps(@Nullable String location, Owner owner) {
    try {
      if (!main.contents(owner).isEmpty()) {
        return true;
      }
      if (location == null || !Files.isDirectory(roots.check(location))) {
        return false;
      }
      try (SnapshotStore copy = DirectoryStore.open(roots.check(location))) {
        return !copy.contents(owner).isEmpty();
      }
    } catch (StoreException e) {
      throw failed(Path.of(location == null ? "" : location), e);
    }
  }

  /// Runs with a reader over the main store, and over the copy where there is one.
  <T> T reading(@Nullable String location, Function<SnapshotReader, T> action) {
    if (location == null || !Files.isDirectory(roots.check(location))) {
      return action.apply(main.reader());
    }
    Path place = roots.check(location);
    try (SnapshotStore copy = DirectoryStore.open(place)) {
      return action.apply(new EitherReader(main.reader(), copy.reader()));
    } catch (StoreException e) {
      throw failed(place, e);
    }
  }

  private static RollbackException failed(Path place, StoreException cause) {
    FailureType type =
        switch (cause.kind()) {
          case FULL -> FailureType.INSUFFICIENT_DISK_SPACE;
          case READ_ONLY, DENIED -> FailureType.PERMISSION_DENIED;
          case CORRUPT, MISSING -> FailureType.SNAPSHOT_CORRUPT;
          case UNKNOWN_FORMAT -> FailureType.INVALID_REQUEST;
          case FAILED -> FailureType.ROLLBACK_FAILED;
        };
    return new RollbackException(
        type, "backup_location %s: %s".formatted(place, cause.getMessage()), cause);
  }
}
