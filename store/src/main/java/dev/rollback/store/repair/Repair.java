package dev.rollback.store.repair;

import dev.rollback.store.CheckReport;
import dev.rollback.store.Passphrase;
import dev.rollback.store.StoreException;
import dev.rollback.store.StoreException.Kind;
import dev.rollback.store.blob.BlobStatus;
import dev.rollback.store.blob.Blobs;
import dev.rollback.store.check.Check;
import dev.rollback.store.check.IndexCheck;
import dev.rollback.store.check.PackState;
import dev.rollback.store.check.PackStates;
import dev.rollback.store.condemned.Condemnations;
import dev.rollback.store.index.IndexFormat;
import dev.rollback.store.index.IndexWriter;
import dev.rollback.store.lease.Lease;
import dev.rollback.store.lease.LeaseHolder;
import dev.rollback.store.lease.Leases;
import dev.rollback.store.pack.PackDirectory;
import dev.rollback.store.pack.PackFormat;
import dev.rollback.store.pack.PackReader;
import dev.rollback.store.packed.Completeness;
import dev.rollback.store.packed.StoreParts;
import dev.rollback.store.seal.BlobId;
import dev.rollback.store.seal.KeyCost;
import dev.rollback.store.seal.MasterKey;
import dev.rollback.store.seal.StoreKeys;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Brings a damaged store back to what can still be had: writes a lost index anew from the packs,
/// copies what damaged packs still hold, and takes what cannot be read out of the index, so that
/// the next capture stores it again.
///
/// Nothing good is discarded: a pack is removed only after every entry of it that can be proved is
/// in another, and a list that cannot be read is left, for its owner to be taken again or deleted.
/// It may be cut off anywhere and begun again.
public final class Repair {
  /// Entries whose packs are made known by one index file.
  private static final int TOGETHER = 1 << 20;

  private final StoreParts parts;
  private final Lease lease;
  private final Condemnations condemnations;
  private final List<String> settings;

  private Repair(StoreParts parts, Lease lease, List<String> settings) {
    this.parts = parts;
    this.lease = lease;
    this.condemnations = new Condemnations(parts.blobs(), parts.master());
    this.settings = settings;
  }

  /// Repairs the store in this place, which no other process may use meanwhile.
  ///
  /// @throws StoreException FAILED, with nothing changed, when another process writes or prunes
  ///     there; UNKNOWN_FORMAT when it is a store of another version; DENIED when the passphrase is
  ///     not the store's; any other when the storage fails: nothing is taken for damaged then
  public static RepairReport run(Blobs blobs, Optional<Passphrase> passphrase)
      throws StoreException {
    MasterKey master = new StoreKeys(blobs, KeyCost.USUAL).open(passphrase);
    var settings = new Settings(blobs);
    settings.requireThisVersion();
    var leases = new Leases(blobs);
    try (Lease lease = leases.take("repair")) {
      requireAlone(blobs, leases, lease);
      StoreParts parts = StoreParts.of(blobs, master, settings.restore(master));
      try (var _ = parts.frames()) {
        return new Repair(parts, lease, settings.written()).run();
      }
    }
  }

  private RepairReport run() throws StoreException {
    // Before the packs: an index that somebody writes from now on may know packs that we do not.
    List<String> former = indexFiles();
    IndexCheck index = IndexCheck.of(parts.index().refreshed());
    PackStates packs = PackStates.of(parts, index.view(), index.whole(), true);
    Set<BlobId> broken = broken(packs);
    removeDamagedCondemnations();
    boolean rebuild = !broken.isEmpty() || isIndexWrong(index, packs);
    long saved = rebuild ? rebuild(former, index, packs, broken) : 0;
    CheckReport left = new Check(parts, false).run();
    new Completeness(parts.blobs()).note(!losesAnything(left));
    return new RepairReport(settings, rebuild, broken.size(), saved, left);
  }

  private List<String> indexFiles() throws StoreException {
    var names = new ArrayList<String>();
    parts.blobs().list(IndexFormat.PREFIX, blob -> names.add(blob.name()));
    return names;
  }

  private static boolean losesAnything(CheckReport left) {
    return left.damages().stream()
        .anyMatch(damage -> damage.content().isPresent() || damage.node().isPresent());
  }

  private static void requireAlone(Blobs blobs, Leases leases, Lease lease) throws StoreException {
    for (BlobId other : leases.present()) {
      if (!other.equals(lease.id())) {
        throw new StoreException(
            Kind.FAILED,
            "Cannot repair the store %s beside others: %s. Stop it, or wait until it has been dead for 90 seconds, and repair then."
                .formatted(
                    blobs.place(),
                    leases.holder(other).map(LeaseHolder::toString).orElse("unknown")));
      }
    }
  }

  private static Set<BlobId> broken(PackStates packs) {
    var broken = new HashSet<BlobId>();
    for (Map.Entry<BlobId, PackState> pack : packs.all().entrySet()) {
      if (!pack.getValue().intact()) {
        broken.add(pack.getKey());
      }
    }
    return broken;
  }

  /// Whether index files are damaged, lead to packs that are not there, or to fewer than are.
  private static boolean isIndexWrong(IndexCheck index, PackStates packs) {
    if (!index.damages().isEmpty()) {
      return true;
    }
    var known = new HashSet<BlobId>();
    index.whole().forEach(file -> known.addAll(file.packs()));
    known.removeAll(index.view().removed());
    return !known.equals(packs.all().keySet());
  }

  /// No writer runs, and whoever begins now reads these after us: what they said of packs is
  /// decided anew by the next prune.
  private void removeDamagedCondemnations() throws StoreException {
    for (BlobStatus damaged : condemnations.damaged()) {
      parts.blobs().delete(damaged.name());
    }
  }

  /// @param former index files whose packs are all among those that were read
  private long rebuild(List<String> former, IndexCheck index, PackStates packs, Set<BlobId> broken)
      throws StoreException {
    // Nobody who begins from now on relies on a broken pack; and nobody who began before runs.
    Optional<BlobId> condemnation =
        broken.isEmpty() ? Optional.empty() : Optional.of(condemnations.condemn(broken));
    requireAlone(parts.blobs(), parts.leases(), lease);
    long saved;
    try (var salvage = new Salvage(parts, packs)) {
      salvage.run(broken, index);
      saved = salvage.saved();
    }
    writeIndex(packs, broken);
    for (String name : former) {
      parts.blobs().delete(name);
    }
    if (condemnation.isPresent()) {
      condemnations.note(condemnation.get(), Set.of());
      condemnations.decide(condemnation.get(), broken);
      for (BlobId pack : broken) {
        parts.blobs().delete(PackFormat.name(pack));
      }
    }
    return saved;
  }

  /// Makes all entries of the packs that are whole known.
  private void writeIndex(PackStates packs, Set<BlobId> broken) throws StoreException {
    var reader = new PackReader(parts.blobs(), parts.master());
    var writer = new IndexWriter(parts.blobs(), parts.master());
    var waiting = new ArrayList<PackDirectory>();
    int entries = 0;
    for (BlobId pack : packs.all().keySet()) {
      if (!broken.contains(pack)) {
        PackDirectory directory = reader.directory(packs.blob(pack).orElseThrow());
        waiting.add(directory);
        entries += directory.entries();
        if (entries >= TOGETHER) {
          writer.write(waiting);
          waiting.clear();
          entries = 0;
        }
      }
    }
    writer.write(waiting);
  }
}
