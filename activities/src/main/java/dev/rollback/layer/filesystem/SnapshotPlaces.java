package dev.rollback.layer.filesystem;

import dev.rollback.contract.FailureType;
import dev.rollback.contract.RollbackException;
import dev.rollback.files.AllowedRoots;
import dev.rollback.files.FileEngine;
import dev.rollback.layer.FileRecords;
import dev.rollback.layer.StoreOpener;
import dev.rollback.store.ContentId;
import dev.rollback.store.SnapshotStore;
import dev.rollback.store.StoreException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Where snapshots of trees are kept: in the worker's store, or in a store of their own at their
/// `backup_location`. Remembers where the plans of such snapshots are.
final class SnapshotPlaces {
  private final AllowedRoots roots;
  private final SnapshotStore main;
  private final FileEngine mainEngine;
  private final StoreOpener stores;
  private final Path state;
  private final Set<Path> kept;
  private final Clock clock;

  /// A store with the engine that works on it.
  record Place(SnapshotStore store, FileEngine engine) {}

  /// @param state where journals, and the places of plans, are kept
  /// @param kept directories of the product itself
  SnapshotPlaces(
      AllowedRoots roots,
      SnapshotStore main,
      FileEngine mainEngine,
      StoreOpener stores,
      Path state,
      Set<Path> kept,
      Clock clock) {
    this.roots = roots;
    this.main = main;
    this.mainEngine = mainEngine;
    this.stores = stores;
    this.state = state;
    this.kept = Set.copyOf(kept);
    this.clock = clock;
  }

  /// Works on the store of a snapshot.
  <T> T at(@Nullable String location, Function<Place, T> work) {
    if (location == null) {
      return work.apply(new Place(main, mainEngine));
    }
    Path directory = roots.check(location);
    try (SnapshotStore store = stores.open(directory)) {
      var own = new HashSet<>(kept);
      own.add(directory);
      var engine = new FileEngine(roots, store, state, own, clock);
      return work.apply(new Place(store, engine));
    } catch (StoreException e) {
      throw FileRecords.failed(directory, e);
    }
  }

  /// Remembers where a plan is, before it is made.
  void remember(String planId, @Nullable String location) {
    if (location == null) {
      return;
    }
    try {
      Path temporary = Files.createTempFile(state, "place", ".temporary");
      Files.writeString(temporary, location, StandardCharsets.UTF_8);
      Files.move(temporary, file(planId), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  /// Where a plan is: empty for the worker's store.
  Optional<String> of(String planId) {
    try {
      return Optional.of(Files.readString(file(planId), StandardCharsets.UTF_8));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  void forget(String planId) {
    try {
      Files.deleteIfExists(file(planId));
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  private Path file(String planId) {
    String name = ContentId.of(planId.getBytes(StandardCharsets.UTF_8)).hex();
    return state.resolve(name.substring(0, 32) + ".place");
  }

  private RollbackException unusable(IOException cause) {
    return new RollbackException(
        FailureType.ROLLBACK_FAILED,
        "The directory %s, which holds the state of rollbacks, cannot be used: %s."
            .formatted(state, cause),
        cause);
  }
}
