package dev.rollback.store.packed;

import dev.rollback.store.CheckReport;
import dev.rollback.store.CollectReport;
import dev.rollback.store.ContentId;
import dev.rollback.store.NodeId;
import dev.rollback.store.Owner;
import dev.rollback.store.Passphrase;
import dev.rollback.store.Sidecars;
import dev.rollback.store.SnapshotReader;
import dev.rollback.store.SnapshotStore;
import dev.rollback.store.SnapshotWriter;
import dev.rollback.store.StoreException;
import dev.rollback.store.StoreUsage;
import dev.rollback.store.blob.Blobs;
import dev.rollback.store.check.Check;
import dev.rollback.store.chunk.Parameters;
import dev.rollback.store.prune.Prune;
import dev.rollback.store.prune.PruneOptions;
import dev.rollback.store.prune.PruneReport;
import dev.rollback.store.seal.KeyCost;
import dev.rollback.store.seal.StoreKeys;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A store in packs.
public final class PackStore implements SnapshotStore {
  private final StoreParts parts;
  private final Set<PackedWriter> writers = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  private PackStore(StoreParts parts) {
    this.parts = parts;
  }

  /// Opens the store in this place; makes it where there is nothing yet. Closes the blobs with
  /// itself, and at once when it cannot be opened.
  ///
  /// @param passphrase what the store's key is wrapped under; empty for a store without one
  /// @throws StoreException UNKNOWN_FORMAT, with nothing changed, when the place holds other things
  ///     or a store of another version; DENIED when the passphrase is not the store's
  public static PackStore open(Blobs blobs, Optional<Passphrase> passphrase) throws StoreException {
    return open(blobs, passphrase, KeyCost.USUAL, Parameters.USUAL);
  }

  /// As [#open(Blobs, Optional)], with what a store that is made gets.
  public static PackStore open(
      Blobs blobs, Optional<Passphrase> passphrase, KeyCost cost, Parameters parameters)
      throws StoreException {
    try {
      var place = new StorePlace(blobs, new StoreKeys(blobs, cost));
      return new PackStore(place.open(passphrase, parameters));
    } catch (StoreException | RuntimeException failed) {
      blobs.close();
      throw failed;
    }
  }

  /// Returns when the storage answers and can be written.
  public void probe() throws StoreException {
    requireOpen();
    parts.blobs().now();
  }

  /// What the store is made of, for those who care for it.
  public StoreParts parts() {
    return parts;
  }

  @Override
  public SnapshotWriter writer(Owner owner) throws StoreException {
    requireOpen();
    var writer = new PackedWriter(owner, parts, writers::remove);
    writers.add(writer);
    return writer;
  }

  @Override
  public SnapshotReader reader() {
    requireOpen();
    return new PackedReader(new Entries(parts));
  }

  @Override
  public void release(Owner owner) throws StoreException {
    requireOpen();
    parts.owners().delete(owner);
  }

  @Override
  public List<Owner> owners() throws StoreException {
    return parts.owners().all();
  }

  @Override
  public Set<ContentId> contents(Owner owner) throws StoreException {
    return parts.owners().read(owner).<Set<ContentId>>map(OwnerList::contents).orElse(Set.of());
  }

  @Override
  public Set<NodeId> nodes(Owner owner) throws StoreException {
    return parts.owners().read(owner).<Set<NodeId>>map(OwnerList::nodes).orElse(Set.of());
  }

  @Override
  public boolean complete() throws StoreException {
    return new Completeness(parts.blobs()).holds();
  }

  @Override
  public CollectReport collect(Duration grace) throws StoreException {
    PruneReport report = prune(PruneOptions.after(grace));
    return new CollectReport(
        report.removedContents(),
        report.removedBytes(),
        report.leftovers(),
        report.sparedContents());
  }

  /// Takes out what nobody owns, or says what would be taken out.
  ///
  /// @throws StoreException CORRUPT or MISSING, and nothing is condemned or removed, when a list or
  ///     a node that an owner keeps cannot be read: what is kept is not known then
  public PruneReport prune(PruneOptions options) throws StoreException {
    requireOpen();
    return new Prune(parts, options).run();
  }

  @Override
  public CheckReport check(boolean readData) throws StoreException {
    requireOpen();
    return new Check(parts, readData).run();
  }

  @Override
  public Sidecars sidecars() {
    requireOpen();
    return new BlobSidecars(parts.blobs());
  }

  @Override
  public StoreUsage usage() throws StoreException {
    return new Usage(parts).measure();
  }

  @Override
  public void close() throws StoreException {
    if (closed) {
      return;
    }
    closed = true;
    try (var _ = parts.blobs();
        var _ = parts.frames()) {
      closeWriters();
    }
  }

  /// Closes each of them, even when another fails.
  private void closeWriters() throws StoreException {
    StoreException trouble = null;
    for (PackedWriter writer : List.copyOf(writers)) {
      try {
        writer.close();
      } catch (StoreException failed) {
        if (trouble == null) {
          trouble = failed;
        } else {
          trouble.addSuppressed(failed);
        }
      }
    }
    if (trouble != null) {
      throw trouble;
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("The store " + parts.blobs().place() + " is closed.");
    }
  }
}
