package dev.rollback.files;

import dev.rollback.store.Node;
import dev.rollback.store.NodeId;
import dev.rollback.store.Owner;
import dev.rollback.store.SnapshotReader;
import dev.rollback.store.SnapshotStore;
import dev.rollback.store.SnapshotWriter;
import dev.rollback.store.StoreException;
import dev.rollback.store.WritingLane;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Remembers in the store which directories a long capture has finished, so that its repetition
/// after a crash need not read them again: they are compared as an earlier snapshot's are.
final class Checkpoints {
  /// How much work a crash may cost.
  static final Duration USUAL = Duration.ofSeconds(30);

  private final SnapshotStore store;
  private final SnapshotWriter writer;
  private final Owner owner;
  private final long everyNanos;
  private final Map<RawPath, NodeId> earlier = new HashMap<>();
  private final ConcurrentSkipListMap<RawPath, NodeId> finished = new ConcurrentSkipListMap<>();
  private final ReentrantLock writing = new ReentrantLock();
  private volatile long lastNanos = System.nanoTime();

  /// @param snapshot who owns the capture
  Checkpoints(SnapshotStore store, SnapshotWriter writer, Owner snapshot, Duration every) {
    this.store = store;
    this.writer = writer;
    this.owner = owner(snapshot);
    this.everyNanos = every.toNanos();
  }

  private static Owner owner(Owner snapshot) {
    return new Owner(snapshot + "/checkpoint");
  }

  /// Reads what an earlier attempt left. One that cannot be read is none.
  Checkpoints read() throws StoreException {
    for (NodeId root : store.nodes(owner)) {
      try {
        read(store.reader(), root);
      } catch (StoreException | IllegalArgumentException e) {
        earlier.clear();
      }
    }
    return this;
  }

  private void read(SnapshotReader reader, NodeId root) throws StoreException {
    Node node = reader.node(root);
    VarReader body = NodeForm.CHECKPOINT.body(node);
    var source = new NodeSource(node);
    while (body.hasMore()) {
      earlier.put(RawPath.of(Names.bytes(body.latin())), source.node());
    }
    source.requireEnd();
  }

  /// What an earlier attempt finished; null where it did not.
  @Nullable NodeId earlier(RawPath directory) {
    return earlier.get(directory);
  }

  /// Hears of a directory that is written with all beneath it.
  void finished(RawPath directory, NodeId node) throws StoreException {
    finished.tailMap(directory, false).keySet().stream()
        .takeWhile(path -> path.within(directory))
        .forEach(finished::remove);
    finished.put(directory, node);
    if (System.nanoTime() - lastNanos >= everyNanos && writing.tryLock()) {
      try {
        write();
        lastNanos = System.nanoTime();
      } finally {
        writing.unlock();
      }
    }
  }

  private void write() throws StoreException {
    Map<RawPath, NodeId> known = Map.copyOf(finished);
    writer.checkpoint();
    try (SnapshotWriter own = store.writer(owner)) {
      NodeId root;
      try (WritingLane lane = own.lane()) {
        VarWriter body = NodeForm.CHECKPOINT.writer();
        known.keySet().forEach(path -> body.latin(Names.latin(path.bytes())));
        root = lane.node(List.copyOf(known.values()), List.of(), body.array(), 0, body.length());
      }
      own.keep(root);
      own.commit();
    }
  }

  /// Lets go of them when the capture is committed, or is no longer wanted.
  static void release(SnapshotStore store, Owner snapshot) throws StoreException {
    store.release(owner(snapshot));
  }
}
