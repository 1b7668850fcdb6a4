package dev.rollback.store.lease;

import dev.rollback.store.StoreException;
import dev.rollback.store.blob.BlobStatus;
import dev.rollback.store.blob.Blobs;
import dev.rollback.store.seal.BlobId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// The leases of a store: one for each writer and each prune, on whichever host.
///
/// Safety does not rest on any clock, but on an order that both sides keep. Who writes takes a
/// lease before it reads what the store has, and asks [Lease#held()] after its owner's list is
/// written. Who deletes asks [#present()] first, and reads all owners' lists after that. Whichever
/// of the two comes first is seen by the other.
public final class Leases {
  /// How often a lease is renewed.
  public static final Duration RENEWAL = Duration.ofSeconds(20);

  /// A lease that was not renewed for so long is dead.
  public static final Duration DEATH = Duration.ofSeconds(90);

  private static final int MAXIMUM_BYTES = 4096;

  private final Blobs blobs;
  private final Pulse pulse;

  public Leases(Blobs blobs) {
    this(blobs, Pulse.ofProcess());
  }

  Leases(Blobs blobs, Pulse pulse) {
    this.blobs = blobs;
    this.pulse = pulse;
  }

  /// Takes a lease. The caller closes it.
  ///
  /// @param purpose what for, for people: `write deployment-7`
  public Lease take(String purpose) throws StoreException {
    return Lease.take(blobs, purpose, pulse);
  }

  /// Ids of all leases that live, after those that are dead were removed. A lease that is not among
  /// them is gone for good, and its holder will find that out.
  public Set<BlobId> present() throws StoreException {
    Instant dead = blobs.now().minus(DEATH);
    Map<BlobId, List<BlobStatus>> found = list();
    boolean removed = false;
    for (List<BlobStatus> lease : found.values()) {
      if (lease.stream().allMatch(blob -> blob.written().isBefore(dead))) {
        for (BlobStatus blob : lease) {
          blobs.delete(blob.name());
        }
        removed = true;
      }
    }
    // One that was renewed in the moment before its removal shows itself when it is looked for
    // again.
    return new TreeSet<>((removed ? list() : found).keySet());
  }

  /// Who has a lease; empty when it is gone, or does not say.
  public Optional<LeaseHolder> holder(BlobId lease) throws StoreException {
    for (BlobStatus blob : list().getOrDefault(lease, List.of())) {
      try {
        return Optional.of(LeaseHolder.decode(blobs.read(blob.name(), MAXIMUM_BYTES)));
      } catch (IllegalArgumentException | StoreException goneOrUnreadable) {
        // Another of its blobs may say it.
      }
    }
    return Optional.empty();
  }

  private Map<BlobId, List<BlobStatus>> list() throws StoreException {
    var leases = new TreeMap<BlobId, List<BlobStatus>>();
    blobs.list(
        Lease.PREFIX,
        blob -> {
          String name = blob.name().substring(Lease.PREFIX.length());
          int dot = name.indexOf('.');
          if (dot >= 0 && BlobId.isHex(name.substring(0, dot))) {
            leases
                .computeIfAbsent(BlobId.parse(name.substring(0, dot)), _ -> new ArrayList<>())
                .add(blob);
          }
        });
    return leases;
  }
}
