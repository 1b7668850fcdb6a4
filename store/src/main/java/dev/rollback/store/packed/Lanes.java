package dev.rollback.store.packed;

import dev.rollback.store.StoreException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/// The lanes of one writer: those that it lent out, and its own, for what is written without one.
/// For several threads.
final class Lanes {
  private final Supplier<PackedLane> source;
  private final Set<PackedLane> lent = ConcurrentHashMap.newKeySet();
  private final Set<PackedLane> own = ConcurrentHashMap.newKeySet();
  private final ConcurrentLinkedQueue<PackedLane> idle = new ConcurrentLinkedQueue<>();
  private final LongAdder storedByClosed = new LongAdder();

  Lanes(Supplier<PackedLane> source) {
    this.source = source;
  }

  /// A new lane, which its borrower closes.
  PackedLane lend() {
    PackedLane lane = source.get();
    lent.add(lane);
    return lane;
  }

  /// One of the writer's own that nobody uses now. It is given back by [#giveBack].
  PackedLane borrow() {
    PackedLane lane = idle.poll();
    if (lane == null) {
      lane = source.get();
      own.add(lane);
    }
    return lane;
  }

  void giveBack(PackedLane lane) {
    idle.add(lane);
  }

  /// Hears of a lane that was lent and is closed, with all that it wrote durable.
  void closed(PackedLane lane) {
    if (lent.remove(lane)) {
      storedByClosed.add(lane.storedBytes());
    }
  }

  /// Makes durable what was written through lanes that are open, and through the writer's own.
  void finish() throws StoreException {
    for (PackedLane lane : List.copyOf(lent)) {
      lane.finish();
    }
    finishOwn();
  }

  void finishOwn() throws StoreException {
    for (PackedLane lane : own) {
      lane.finish();
    }
  }

  /// Closes the lanes whose closing failed.
  ///
  /// @return how many lanes their borrowers did not close at all
  int endLent() throws StoreException {
    for (PackedLane lane : List.copyOf(lent)) {
      if (lane.isClosing()) {
        lane.close();
      }
    }
    return lent.size();
  }

  /// Bytes that all lanes add to the store, what was closed included.
  long storedBytes() {
    long sum = storedByClosed.sum();
    for (Set<PackedLane> lanes : List.of(lent, own)) {
      for (PackedLane lane : lanes) {
        sum += lane.storedBytes();
      }
    }
    return sum;
  }

  /// Gives back what all lanes hold, and what they have not finished; each of them, even when
  /// another fails.
  void discard() throws StoreException {
    StoreException trouble = null;
    for (Set<PackedLane> lanes : List.of(lent, own)) {
      for (PackedLane lane : lanes) {
        try {
          lane.discard();
        } catch (StoreException failed) {
          if (trouble == null) {
            trouble = failed;
          } else {
            trouble.addSuppressed(failed);
          }
        }
      }
    }
    if (trouble != null) {
      throw trouble;
    }
  }
}
