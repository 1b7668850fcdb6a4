package dev.rollback.store.condemned;

import dev.rollback.store.StoreException;
import dev.rollback.store.StoreException.Kind;
import dev.rollback.store.blob.BlobStatus;
import dev.rollback.store.blob.Blobs;
import dev.rollback.store.seal.BlobId;
import dev.rollback.store.seal.BlobKind;
import dev.rollback.store.seal.MasterKey;
import dev.rollback.store.seal.SealedBlob;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/// The condemnations of a store: which packs are about to go, who may rely on them still, and which
/// have gone.
///
/// One that cannot be read is passed over: its packs are never removed, until a repair removes it.
public final class Condemnations {
  static final String PREFIX = "condemned/";
  private static final String LEASES = ".leases";
  private static final String VERDICT = ".verdict";
  private static final int MAXIMUM_BYTES = 64 << 20;

  private final Blobs blobs;
  private final MasterKey master;
  private final Map<String, Set<BlobId>> known = new ConcurrentHashMap<>();

  public Condemnations(Blobs blobs, MasterKey master) {
    this.blobs = blobs;
    this.master = master;
  }

  /// What a writer has to know. It asks after it took its lease. What was read before is not read
  /// again: neither a condemnation nor its verdict ever changes.
  public Condemned read() throws StoreException {
    Set<String> names = all().keySet();
    known.keySet().retainAll(names);
    var doomed = new HashSet<BlobId>();
    var gone = new HashSet<BlobId>();
    for (String name : names) {
      if (BlobId.isHex(name.substring(PREFIX.length()))) {
        boolean decided = names.contains(name + VERDICT);
        Optional<Set<BlobId>> removed = decided ? once(name + VERDICT) : Optional.empty();
        if (removed.isPresent()) {
          gone.addAll(removed.get());
        } else {
          doomed.addAll(once(name).orElse(Set.of()));
        }
      }
    }
    return new Condemned(doomed, gone);
  }

  private Optional<Set<BlobId>> once(String name) throws StoreException {
    Set<BlobId> before = known.get(name);
    if (before != null) {
      return Optional.of(before);
    }
    Optional<Set<BlobId>> read = ids(name);
    read.ifPresent(packs -> known.put(name, packs));
    return read;
  }

  /// All that can be read, the oldest first.
  public List<Condemnation> list() throws StoreException {
    var written = new TreeMap<String, Instant>();
    blobs.list(PREFIX, blob -> written.put(blob.name(), blob.written()));
    var found = new ArrayList<Condemnation>();
    for (Map.Entry<String, Instant> blob : written.entrySet()) {
      String id = blob.getKey().substring(PREFIX.length());
      if (BlobId.isHex(id)) {
        condemnation(BlobId.parse(id), blob.getValue(), written).ifPresent(found::add);
      }
    }
    found.sort((one, other) -> one.written().compareTo(other.written()));
    return found;
  }

  private Optional<Condemnation> condemnation(
      BlobId id, Instant written, Map<String, Instant> blobs) throws StoreException {
    String name = name(id);
    Optional<Set<BlobId>> packs = ids(name);
    if (packs.isEmpty()) {
      return Optional.empty();
    }
    Optional<Set<BlobId>> leases =
        blobs.containsKey(name + LEASES) ? ids(name + LEASES) : Optional.empty();
    // A verdict that cannot be read: its packs stay condemned, and nobody decides again.
    Optional<Set<BlobId>> removed =
        blobs.containsKey(name + VERDICT) ? ids(name + VERDICT) : Optional.empty();
    return Optional.of(new Condemnation(id, written, packs.get(), leases, removed));
  }

  /// Condemns packs. From now on no writer begins to rely on them.
  public BlobId condemn(Collection<BlobId> packs) throws StoreException {
    var id = BlobId.random();
    blobs.create(name(id), sealed(name(id), packs));
    return id;
  }

  /// Notes who may rely on the packs. Their leases were asked for after the packs were condemned.
  public void note(BlobId condemnation, Set<BlobId> leases) throws StoreException {
    String name = name(condemnation) + LEASES;
    blobs.replace(name, sealed(name, leases));
  }

  /// Decides for all time which of the packs go.
  ///
  /// @return false when somebody else decided already
  public boolean decide(BlobId condemnation, Set<BlobId> removed) throws StoreException {
    String name = name(condemnation) + VERDICT;
    return blobs.create(name, sealed(name, removed));
  }

  /// Forgets a condemnation that was decided long ago: the verdict last, so that it is never open
  /// again.
  public void forget(BlobId condemnation) throws StoreException {
    String name = name(condemnation);
    blobs.delete(name);
    blobs.delete(name + LEASES);
    blobs.delete(name + VERDICT);
  }

  /// Blobs that say something of a condemnation that is not there.
  public List<BlobStatus> orphans() throws StoreException {
    var orphans = new ArrayList<BlobStatus>();
    Map<String, BlobStatus> all = all();
    for (BlobStatus blob : all.values()) {
      String first = blob.name().replaceFirst("\\.(leases|verdict)$", "");
      if (!BlobId.isHex(first.substring(PREFIX.length())) || !all.containsKey(first)) {
        orphans.add(blob);
      }
    }
    return orphans;
  }

  /// Blobs that are damaged.
  public List<BlobStatus> damaged() throws StoreException {
    var damaged = new ArrayList<BlobStatus>();
    for (BlobStatus blob : all().values()) {
      if (ids(blob.name()).isEmpty() && blobs.status(blob.name()).isPresent()) {
        damaged.add(blob);
      }
    }
    return damaged;
  }

  private Map<String, BlobStatus> all() throws StoreException {
    var all = new TreeMap<String, BlobStatus>();
    blobs.list(PREFIX, blob -> all.put(blob.name(), blob));
    return all;
  }

  /// The ids in a blob; empty when it is gone or damaged.
  private Optional<Set<BlobId>> ids(String name) throws StoreException {
    try {
      byte[] plain = SealedBlob.read(blobs, master, BlobKind.CONDEMNED, name, MAXIMUM_BYTES);
      var ids = new HashSet<BlobId>();
      for (int at = 0; at + BlobId.BYTES <= plain.length; at += BlobId.BYTES) {
        ids.add(BlobId.at(plain, at));
      }
      return Optional.of(ids);
    } catch (StoreException trouble) {
      if (trouble.kind() == Kind.MISSING || trouble.kind() == Kind.CORRUPT) {
        return Optional.empty();
      }
      throw trouble;
    }
  }

  private byte[] sealed(String name, Collection<BlobId> ids) {
    byte[] plain = new byte[ids.size() * BlobId.BYTES];
    int at = 0;
    for (BlobId id : ids) {
      id.write(plain, at);
      at += BlobId.BYTES;
    }
    return SealedBlob.seal(master, BlobKind.CONDEMNED, name, plain);
  }

  private static String name(BlobId id) {
    return PREFIX + id.hex();
  }
}
