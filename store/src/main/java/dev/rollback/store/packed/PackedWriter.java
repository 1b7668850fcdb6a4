package dev.rollback.store.packed;

import dev.rollback.store.ContentId;
import dev.rollback.store.NodeId;
import dev.rollback.store.Owner;
import dev.rollback.store.Sha256;
import dev.rollback.store.SnapshotWriter;
import dev.rollback.store.StoreException;
import dev.rollback.store.WritingLane;
import dev.rollback.store.pack.EntryKind;
import dev.rollback.store.pack.PackDirectory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Writes what one owner keeps: lanes into packs, then their index, then the owner's list.
final class PackedWriter implements SnapshotWriter {
  private enum State {
    OPEN,
    COMMITTED,
    CLOSED
  }

  private final Owner owner;
  private final StoreParts parts;
  private final Consumer<PackedWriter> onClose;
  private final Publication publication;
  private final Claims claims;
  private final Lanes lanes;
  private final UnindexedPacks unindexed;
  private final KeptItems kept;
  private final LongAdder contentBytes = new LongAdder();

  /// Read by whoever writes; written by whoever ends what is written.
  private final ReadWriteLock phase = new ReentrantReadWriteLock();

  private volatile State state = State.OPEN;
  private volatile @Nullable StoreException failed;

  /// The order is the promise: the lease is there before the index is read.
  PackedWriter(Owner owner, StoreParts parts, Consumer<PackedWriter> onClose)
      throws StoreException {
    this.owner = owner;
    this.parts = parts;
    this.onClose = onClose;
    this.lanes = new Lanes(() -> new PackedLane(this, parts));
    this.unindexed = new UnindexedPacks(parts);
    this.publication = new Publication(owner, parts);
    try {
      this.claims = new Claims(parts);
      this.kept = new KeptItems(owner, parts, claims);
    } catch (StoreException | RuntimeException trouble) {
      publication.close();
      throw trouble;
    }
  }

  private interface Writing {
    ContentId write(PackedLane lane) throws IOException;
  }

  @Override
  public ContentId write(InputStream content) throws IOException {
    return keeping(lane -> stream(lane, content));
  }

  private ContentId stream(PackedLane lane, InputStream content) throws IOException {
    return new LongContents(lane, parts.parameters().minimum(), ContentList.PER_PART)
        .write(content);
  }

  private ContentId keeping(Writing writing) throws IOException {
    phase.readLock().lock();
    try {
      requireOpen();
      PackedLane lane = lanes.borrow();
      try {
        ContentId id = writing.write(lane);
        kept.add(id);
        return id;
      } finally {
        lanes.giveBack(lane);
      }
    } finally {
      phase.readLock().unlock();
    }
  }

  @Override
  public ContentId write(byte[] content) throws StoreException {
    boolean small = content.length <= parts.parameters().minimum();
    try {
      return keeping(
          lane ->
              small
                  ? lane.content(content, 0, content.length)
                  : stream(lane, new ByteArrayInputStream(content)));
    } catch (StoreException trouble) {
      throw trouble;
    } catch (IOException impossible) {
      throw new IllegalStateException("Bytes in memory are read without trouble.", impossible);
    }
  }

  @Override
  public void keep(ContentId content) throws StoreException {
    phase.readLock().lock();
    try {
      requireOpen();
      contentBytes.add(kept.keep(content));
    } finally {
      phase.readLock().unlock();
    }
  }

  @Override
  public void keep(NodeId node) throws StoreException {
    phase.readLock().lock();
    try {
      requireOpen();
      kept.keep(node);
    } finally {
      phase.readLock().unlock();
    }
  }

  @Override
  public WritingLane lane() throws StoreException {
    phase.readLock().lock();
    try {
      requireOpen();
      return lanes.lend();
    } finally {
      phase.readLock().unlock();
    }
  }

  /// Whether an entry must be stored by whoever asks, as [Claims#claim] says.
  boolean claim(EntryKind kind, Sha256 id) throws StoreException {
    try {
      return claims.claim(kind, id);
    } catch (StoreException trouble) {
      fail(trouble);
      throw trouble;
    }
  }

  /// Notes that something claimed was not stored: the writer cannot be committed any more.
  void fail(StoreException trouble) {
    failed = trouble;
  }

  void count(int length) {
    contentBytes.add(length);
  }

  /// Hears of a pack that is durable.
  void finished(PackDirectory pack) {
    unindexed.add(pack);
  }

  /// Hears of a lane that is closed, with all that it wrote durable.
  void closed(PackedLane lane) {
    lanes.closed(lane);
  }

  @Override
  public void checkpoint() throws StoreException {
    phase.readLock().lock();
    try {
      requireOpen();
      requireWhole();
      lanes.finish();
      unindexed.index();
    } finally {
      phase.readLock().unlock();
    }
  }

  @Override
  public void commit() throws StoreException {
    phase.writeLock().lock();
    try {
      requireOpen();
      requireWhole();
      int open = lanes.endLent();
      if (open > 0) {
        throw new IllegalStateException(
            "%d lanes of the writer of %s are open.".formatted(open, owner));
      }
      lanes.finishOwn();
      unindexed.index();
      publication.publish(kept.list(), isDoubtful(), this::secure);
      state = State.COMMITTED;
    } finally {
      phase.writeLock().unlock();
    }
    compact();
  }

  /// Whether what was taken for stored may not be there, or not for long.
  private boolean isDoubtful() throws StoreException {
    return claims.anyCondemned() || !new Completeness(parts.blobs()).holds();
  }

  /// Looks up all that the list keeps, and stores again what lies in packs that are about to go.
  private void secure(OwnerList list) throws StoreException {
    KnownEntries known = claims.renewed();
    PackedLane lane = lanes.borrow();
    try {
      new Securing(parts, known, lane).secure(list);
    } finally {
      lanes.giveBack(lane);
    }
    lanes.finishOwn();
    unindexed.index();
  }

  /// Makes one index of many. What was committed stands without it.
  private void compact() {
    try {
      parts.index().compact();
    } catch (StoreException laterThen) {
      // The next commit tries again; readers find everything in many files too.
    }
  }

  @Override
  public long contentBytes() {
    return contentBytes.sum();
  }

  @Override
  public long storedBytes() {
    return lanes.storedBytes();
  }

  void requireWritable(boolean laneClosed) throws StoreException {
    requireOpen();
    if (laneClosed) {
      throw new IllegalStateException("A lane of the writer of " + owner + " is closed.");
    }
    requireWhole();
  }

  private void requireWhole() throws StoreException {
    StoreException why = failed;
    if (why != null) {
      throw new StoreException(
          why.kind(),
          "The snapshot of %s cannot go on since this trouble: %s Begin it again."
              .formatted(owner, why.getMessage()),
          why);
    }
  }

  void requireOpen() {
    if (state != State.OPEN) {
      throw new IllegalStateException("The writer of " + owner + " has ended.");
    }
  }

  @Override
  public void close() throws StoreException {
    phase.writeLock().lock();
    try {
      if (state == State.CLOSED) {
        return;
      }
      boolean committed = state == State.COMMITTED;
      state = State.CLOSED;
      onClose.accept(this);
      giveBack(committed);
    } finally {
      phase.writeLock().unlock();
    }
  }

  /// Gives back all that this writer holds, the lease last, and each of it even when another fails:
  /// a lease that is kept would hold up every prune as long as this process lives.
  private void giveBack(boolean committed) throws StoreException {
    try (publication) {
      try {
        lanes.discard();
      } finally {
        if (!committed) {
          unindexed.delete();
        }
      }
    }
  }
}
