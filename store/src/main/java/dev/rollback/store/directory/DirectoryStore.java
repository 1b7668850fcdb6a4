package dev.rollback.store.directory;

import dev.rollback.store.CheckReport;
import dev.rollback.store.CollectReport;
import dev.rollback.store.ContentId;
import dev.rollback.store.NodeId;
import dev.rollback.store.Owner;
import dev.rollback.store.Sidecars;
import dev.rollback.store.SnapshotReader;
import dev.rollback.store.SnapshotStore;
import dev.rollback.store.SnapshotWriter;
import dev.rollback.store.StoreException;
import dev.rollback.store.StoreUsage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A store in a directory.
///
/// Needs a file system with atomic renames and working locks; hard links make it faster. What it
/// reads it reads on read-only storage too.
public final class DirectoryStore implements SnapshotStore {
  private final Layout layout;
  private final Clock clock;
  private final Set<DirectoryWriter> writers = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  private DirectoryStore(Layout layout, Clock clock) {
    this.layout = layout;
    this.clock = clock;
  }

  /// Opens the store in this directory; makes it, for this user alone, where there is nothing yet.
  ///
  /// @throws StoreException UNKNOWN_FORMAT, with nothing changed, when the directory holds other
  ///     things or a store of another version
  public static SnapshotStore open(Path directory) throws StoreException {
    return open(directory, Clock.systemUTC());
  }

  /// As [#open(Path)], with the clock that tells how old contents are.
  public static SnapshotStore open(Path directory, Clock clock) throws StoreException {
    Path path = directory.toAbsolutePath().normalize();
    try {
      if (!Files.isDirectory(path)) {
        DurableFiles.createDirectories(path);
      }
      Layout layout = new Layout(path.toRealPath());
      new StoreFormat(layout).ensure();
      return new DirectoryStore(layout, clock);
    } catch (IOException failed) {
      throw StorageFailure.of(path, "open what is kept", failed);
    }
  }

  @Override
  public SnapshotWriter writer(Owner owner) throws StoreException {
    requireOpen();
    return attempt(
        "begin a snapshot of owner " + owner,
        () -> {
          Presence presence = Presence.in(layout);
          var writer = new DirectoryWriter(owner, layout, presence, writers::remove);
          writers.add(writer);
          return writer;
        });
  }

  @Override
  public SnapshotReader reader() {
    requireOpen();
    return new DirectoryReader(layout);
  }

  @Override
  public void release(Owner owner) throws StoreException {
    requireOpen();
    attempt(
        "release owner " + owner,
        () -> {
          new OwnerLists(layout).delete(owner);
          return owner;
        });
  }

  @Override
  public List<Owner> owners() throws StoreException {
    return attempt("list the owners", () -> new OwnerLists(layout).owners());
  }

  @Override
  public Set<ContentId> contents(Owner owner) throws StoreException {
    return attempt(
            "read what owner " + owner + " keeps",
            () -> new OwnerLists(layout).read(owner).<Set<ContentId>>map(OwnerList::contents))
        .orElse(Set.of());
  }

  @Override
  public CollectReport collect(Duration grace) throws StoreException {
    requireOpen();
    if (grace.isNegative()) {
      throw new IllegalArgumentException("A grace is not negative.");
    }
    Instant before = clock.instant().minus(grace);
    return attempt(
        "collect what nobody owns",
        () -> {
          try (Presence presence = Presence.in(layout)) {
            return new Collection(layout, presence, before).run();
          }
        });
  }

  @Override
  public CheckReport check(boolean readData) throws StoreException {
    return attempt("check what is kept", () -> new Inspection(layout, readData).run());
  }

  @Override
  public Sidecars sidecars() {
    requireOpen();
    return new DirectorySidecars(layout);
  }

  @Override
  public StoreUsage usage() throws StoreException {
    return attempt("measure what is kept", () -> new Measurement(layout).run());
  }

  @Override
  public void close() throws StoreException {
    closed = true;
    for (DirectoryWriter writer : List.copyOf(writers)) {
      writer.close();
    }
  }

  private interface Deed<T> {
    T run() throws IOException;
  }

  private <T> T attempt(String deed, Deed<T> action) throws StoreException {
    try {
      return action.run();
    } catch (IOException failed) {
      throw StorageFailure.of(layout.root(), deed, failed);
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("The store " + layout.root() + " is closed.");
    }
  }

  @Override
  public Set<NodeId> nodes(Owner owner) {
    return Set.of();
  }
}
