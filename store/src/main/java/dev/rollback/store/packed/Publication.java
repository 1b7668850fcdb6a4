package dev.rollback.store.packed;

import dev.rollback.store.Owner;
import dev.rollback.store.StoreException;
import dev.rollback.store.StoreException.Kind;
import dev.rollback.store.lease.Lease;
import java.util.Optional;

/// The lease of one writer, and the moment in which what it wrote comes to count. For one thread at
/// a time.
final class Publication implements AutoCloseable {
  /// Makes sure, under the lease that is held now, of all that a list keeps.
  interface Safeguard {
    /// @throws StoreException MISSING when something is nowhere
    void secure(OwnerList list) throws StoreException;
  }

  private final Owner owner;
  private final StoreParts parts;
  private Lease lease;

  /// Takes the lease: before the writer reads the index.
  Publication(Owner owner, StoreParts parts) throws StoreException {
    this.owner = owner;
    this.parts = parts;
    this.lease = take();
  }

  private Lease take() throws StoreException {
    return parts.leases().take("write " + owner);
  }

  /// Writes the owner's list, and looks for the lease after that: if somebody took this writer for
  /// dead, all that it relied on is looked up again under a new lease.
  ///
  /// @param doubtful whether what the writer relied on must be looked up in any case
  /// @throws StoreException when it failed; then the owner keeps what it kept before, as far as the
  ///     storage lets it be written back
  void publish(OwnerList list, boolean doubtful, Safeguard safeguard) throws StoreException {
    Former former = former();
    if (doubtful) {
      safeguard.secure(list);
    }
    try {
      parts.owners().write(list);
      while (!lease.held()) {
        lease.close();
        lease = take();
        safeguard.secure(list);
        parts.owners().write(list);
      }
    } catch (StoreException trouble) {
      // A write that failed may have been done: its answer alone may be lost.
      takeBack(former, trouble);
      throw trouble;
    }
  }

  /// What the owner kept before.
  ///
  /// @param readable false for a list that is damaged
  private record Former(boolean readable, Optional<OwnerList> list) {}

  private Former former() throws StoreException {
    try {
      return new Former(true, parts.owners().read(owner));
    } catch (StoreException trouble) {
      if (trouble.kind() == Kind.CORRUPT) {
        return new Former(false, Optional.empty());
      }
      throw trouble;
    }
  }

  /// Brings back what the owner kept. Where that is not known, no list is removed: with it, nobody
  /// would know that something was kept.
  private void takeBack(Former former, StoreException trouble) {
    try {
      if (former.list.isPresent()) {
        parts.owners().write(former.list.get());
      } else if (former.readable) {
        parts.owners().delete(owner);
      }
    } catch (StoreException also) {
      trouble.addSuppressed(also);
    }
  }

  /// Gives the lease back.
  @Override
  public void close() throws StoreException {
    lease.close();
  }
}
