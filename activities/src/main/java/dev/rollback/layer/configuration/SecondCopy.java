package dev.rollback.layer.configuration;

import dev.rollback.files.AllowedRoots;
import dev.rollback.files.BothReaders;
import dev.rollback.files.Scope;
import dev.rollback.layer.FileRecords;
import dev.rollback.layer.StoreOpener;
import dev.rollback.store.NodeId;
import dev.rollback.store.Owner;
import dev.rollback.store.SnapshotReader;
import dev.rollback.store.SnapshotStore;
import dev.rollback.store.StoreException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The complete copy of a snapshot's data at its `backup_location`: a store of its own, which is
/// read when the main store lost a content or has it damaged.
final class SecondCopy {
  private final AllowedRoots roots;
  private final SnapshotStore main;
  private final StoreOpener stores;

  SecondCopy(AllowedRoots roots, SnapshotStore main, StoreOpener stores) {
    this.roots = roots;
    this.main = main;
    this.stores = stores;
  }

  /// Refuses a location that lies in what is captured, or that holds it.
  void requireApart(String location, Scope scope) {
    FileRecords.requireApart(roots.check(location), scope);
  }

  /// Copies all that an owner keeps; durable when this returns, and harmless when it is there.
  void write(String location, Owner owner) {
    Path place = roots.check(location);
    try (SnapshotStore copy = stores.open(place)) {
      if (!copy.nodes(owner).equals(main.nodes(owner))) {
        copy(owner, copy);
      }
    } catch (StoreException e) {
      throw FileRecords.failed(place, e);
    }
  }

  private void copy(Owner owner, SnapshotStore copy) throws StoreException {
    try (var writer = copy.writer(owner)) {
      try (var lane = writer.lane()) {
        var copying = new StoreCopy(main.reader(), lane);
        for (NodeId root : main.nodes(owner)) {
          copying.copy(root);
        }
      }
      for (NodeId root : main.nodes(owner)) {
        writer.keep(root);
      }
      writer.commit();
    }
  }

  /// Lets go of an owner's copy; harmless when there is none.
  void release(String location, Owner owner) {
    Path place = roots.check(location);
    if (!Files.isDirectory(place)) {
      return;
    }
    try (SnapshotStore copy = stores.open(place)) {
      copy.release(owner);
      copy.collect(Duration.ZERO);
    } catch (StoreException e) {
      throw FileRecords.failed(place, e);
    }
  }

  /// Whether one of the two stores still keeps what this owner captured.
  boolean keeps(@Nullable String location, Owner owner) {
    try {
      if (!main.nodes(owner).isEmpty()) {
        return true;
      }
      if (location == null || !Files.isDirectory(roots.check(location))) {
        return false;
      }
      try (SnapshotStore copy = stores.open(roots.check(location))) {
        return !copy.nodes(owner).isEmpty();
      }
    } catch (StoreException e) {
      throw FileRecords.failed(Path.of(location == null ? "" : location), e);
    }
  }

  /// Runs with a reader over the main store, and over the copy where there is one.
  <T> T reading(@Nullable String location, Function<SnapshotReader, T> action) {
    if (location == null || !Files.isDirectory(roots.check(location))) {
      return action.apply(main.reader());
    }
    Path place = roots.check(location);
    try (SnapshotStore copy = stores.open(place)) {
      return action.apply(new BothReaders(main.reader(), copy.reader()));
    } catch (StoreException e) {
      throw FileRecords.failed(place, e);
    }
  }
}
