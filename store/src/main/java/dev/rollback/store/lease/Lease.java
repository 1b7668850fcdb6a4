package dev.rollback.store.lease;

import dev.rollback.store.StoreException;
import dev.rollback.store.blob.Blobs;
import dev.rollback.store.seal.BlobId;
import java.util.concurrent.locks.ReentrantLock;

/// Tells everybody that this process writes or prunes. It renews itself until it is closed.
///
/// Each renewal has a blob of its own, `leases/ID.N`. A lease that somebody took for dead therefore
/// never comes to life again unnoticed: either he sees the new blob, or this lease sees that its
/// former one is gone. The last two are kept, so that whoever lists them while one is made and
/// another removed sees one at least.
public final class Lease implements AutoCloseable {
  static final String PREFIX = "leases/";

  private final Blobs blobs;
  private final BlobId id;
  private final LeaseHolder holder;
  private final ReentrantLock turn = new ReentrantLock();
  private final Pulse.Beating beating;
  private long number;
  private boolean lost;
  private boolean closed;

  private Lease(Blobs blobs, BlobId id, LeaseHolder holder, Pulse pulse) {
    this.blobs = blobs;
    this.id = id;
    this.holder = holder;
    this.beating = pulse.every(Leases.RENEWAL, this::renew);
  }

  /// Takes a new lease; others see it when this returns.
  static Lease take(Blobs blobs, String purpose, Pulse pulse) throws StoreException {
    var id = BlobId.random();
    var holder = LeaseHolder.here(purpose, blobs.now());
    blobs.create(name(id, 0), holder.encode());
    return new Lease(blobs, id, holder, pulse);
  }

  private static String name(BlobId id, long number) {
    return PREFIX + id.hex() + "." + number;
  }

  public BlobId id() {
    return id;
  }

  public LeaseHolder holder() {
    return holder;
  }

  /// Asks the storage whether the lease is there and always was.
  ///
  /// @return false when somebody took it for dead; it stays lost then
  public boolean held() throws StoreException {
    turn.lock();
    try {
      if (!lost && !closed && blobs.status(name(id, number)).isEmpty()) {
        lose();
      }
      return !lost && !closed;
    } finally {
      turn.unlock();
    }
  }

  /// One beat. A storage that fails is tried again at the next one.
  private void renew() {
    turn.lock();
    try {
      if (lost || closed) {
        return;
      }
      String former = name(id, number);
      blobs.create(name(id, number + 1), holder.encode());
      number++;
      if (blobs.status(former).isEmpty()) {
        lose();
      } else if (number >= 2) {
        blobs.delete(name(id, number - 2));
      }
    } catch (StoreException notThisTime) {
      // Whoever relies on the lease asks `held` before it matters.
    } finally {
      turn.unlock();
    }
  }

  /// What is still there of a lost lease would only hold up others.
  private void lose() throws StoreException {
    lost = true;
    beating.close();
    removeAll();
  }

  /// Gives the lease back.
  @Override
  public void close() throws StoreException {
    turn.lock();
    try {
      if (!closed) {
        closed = true;
        beating.close();
        removeAll();
      }
    } finally {
      turn.unlock();
    }
  }

  private void removeAll() throws StoreException {
    for (long left = Math.max(0, number - 2); left <= number; left++) {
      blobs.delete(name(id, left));
    }
  }
}
