package dev.rollback.store.packed;

import dev.rollback.store.ContentId;
import dev.rollback.store.NodeId;
import dev.rollback.store.Owner;
import dev.rollback.store.Sha256;
import dev.rollback.store.SnapshotWriter;
import dev.rollback.store.StoreException;
import dev.rollback.store.StoreException.Kind;
import dev.rollback.store.WritingLane;
import dev.rollback.store.index.IdSet;
import dev.rollback.store.index.IndexView.Need;
import dev.rollback.store.index.IndexWriter;
import dev.rollback.store.lease.Lease;
import dev.rollback.store.pack.EntryKind;
import dev.rollback.store.pack.Location;
import dev.rollback.store.pack.PackDirectory;
import dev.rollback.store.pack.PackFormat;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
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
  private final IdSet contents = new IdSet();
  private final IdSet nodes = new IdSet();
  private final IdSet keptContents = new IdSet();
  private final IdSet keptNodes = new IdSet();
  private final LongAdder contentBytes = new LongAdder();
  private final Set<PackedLane> lent = ConcurrentHashMap.newKeySet();
  private final Set<PackedLane> own = ConcurrentHashMap.newKeySet();
  private final ConcurrentLinkedQueue<PackedLane> idle = new ConcurrentLinkedQueue<>();
  private final LongAdder storedByClosed = new LongAdder();
  private final List<PackDirectory> unindexed = new ArrayList<>();
  private final ReadWriteLock phase = new ReentrantReadWriteLock();
  private volatile State state = State.OPEN;
  private volatile @Nullable StoreException failed;
  private Lease lease;
  private volatile KnownEntries known;

  /// The order is the promise: the lease is there before the index is read.
  PackedWriter(Owner owner, StoreParts parts, Consumer<PackedWriter> onClose)
      throws StoreException {
    this.owner = owner;
    this.parts = parts;
    this.onClose = onClose;
    this.lease = parts.leases().take("write " + owner);
    try {
      this.known = new KnownEntries(parts);
    } catch (StoreException | RuntimeException trouble) {
      lease.close();
      throw trouble;
    }
  }

  private interface Writing {
    ContentId write(PackedLane lane) throws IOException;
  }

  @Override
  public ContentId write(InputStream content) throws IOException {
    return kept(lane -> stream(lane, content));
  }

  private ContentId stream(PackedLane lane, InputStream content) throws IOException {
    return new LongContents(lane, parts.parameters().minimum(), ContentList.PER_PART)
        .write(content);
  }

  private ContentId kept(Writing writing) throws IOException {
    phase.readLock().lock();
    try {
      requireOpen();
      PackedLane lane = borrow();
      try {
        ContentId id = writing.write(lane);
        keptContents.add(id.sum());
        return id;
      } finally {
        idle.add(lane);
      }
    } finally {
      phase.readLock().unlock();
    }
  }

  @Override
  public ContentId write(byte[] content) throws StoreException {
    boolean small = content.length <= parts.parameters().minimum();
    try {
      return kept(
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

  private PackedLane borrow() {
    PackedLane lane = idle.poll();
    if (lane == null) {
      lane = new PackedLane(this, parts);
      own.add(lane);
    }
    return lane;
  }

  @Override
  public void keep(ContentId content) throws StoreException {
    phase.readLock().lock();
    try {
      requireOpen();
      if (!contents.contains(content.sum())) {
        requireThere(content.sum(), EntryKind.CONTENT);
        contentBytes.add(new PackedReader(new Entries(parts)).size(content));
      }
      keptContents.add(content.sum());
    } finally {
      phase.readLock().unlock();
    }
  }

  @Override
  public void keep(NodeId node) throws StoreException {
    phase.readLock().lock();
    try {
      requireOpen();
      if (!nodes.contains(node.sum())) {
        requireThere(node.sum(), EntryKind.NODE);
      }
      keptNodes.add(node.sum());
    } finally {
      phase.readLock().unlock();
    }
  }

  private void requireThere(Sha256 id, EntryKind kind) throws StoreException {
    Optional<Location> at = known.find(id, kind, Need.READ);
    String what = kind == EntryKind.NODE ? "node" : "content";
    if (at.isEmpty()) {
      throw new StoreException(
          Kind.MISSING,
          "Owner %s cannot keep %s %s: the store %s does not have it. Write its bytes."
              .formatted(owner, what, id, parts.blobs().place()));
    }
    if (!known.isThere(at.get())) {
      throw new StoreException(
          Kind.CORRUPT,
          "Owner %s cannot keep %s %s: the pack %s of the store %s is missing or cut off. Write its bytes."
              .formatted(owner, what, id, PackFormat.name(at.get().pack()), parts.blobs().place()));
    }
  }

  @Override
  public WritingLane lane() throws StoreException {
    phase.readLock().lock();
    try {
      requireOpen();
      var lane = new PackedLane(this, parts);
      lent.add(lane);
      return lane;
    } finally {
      phase.readLock().unlock();
    }
  }

  /// Whether an entry must be stored by whoever asks: nobody else of this writer does, and the
  /// store does not have it.
  boolean claim(EntryKind kind, Sha256 id) throws StoreException {
    if (!(kind == EntryKind.NODE ? nodes : contents).add(id)) {
      return false;
    }
    try {
      return known.isEmpty() || !known.has(id, kind);
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
    synchronized (unindexed) {
      unindexed.add(pack);
    }
  }

  /// Hears of a lane that is closed, with all that it wrote durable.
  void closed(PackedLane lane) {
    if (lent.remove(lane)) {
      storedByClosed.add(lane.storedBytes());
    }
  }

  @Override
  public void checkpoint() throws StoreException {
    phase.readLock().lock();
    try {
      requireOpen();
      requireWhole();
      for (PackedLane lane : List.copyOf(lent)) {
        lane.finish();
      }
      finishOwn();
    } finally {
      phase.readLock().unlock();
    }
  }

  private void finishOwn() throws StoreException {
    for (PackedLane lane : own) {
      lane.finish();
    }
    synchronized (unindexed) {
      if (!unindexed.isEmpty()) {
        new IndexWriter(parts.blobs(), parts.master()).write(unindexed);
        unindexed.clear();
      }
    }
  }

  @Override
  public void commit() throws StoreException {
    phase.writeLock().lock();
    try {
      requireOpen();
      requireWhole();
      endLanes();
      if (!lent.isEmpty()) {
        throw new IllegalStateException(
            "%d lanes of the writer of %s are open.".formatted(lent.size(), owner));
      }
      finishOwn();
      publish();
      state = State.COMMITTED;
    } finally {
      phase.writeLock().unlock();
    }
    compact();
  }

  /// Ends the lanes whose closing failed.
  private void endLanes() throws StoreException {
    for (PackedLane lane : List.copyOf(lent)) {
      if (lane.isClosing()) {
        lane.close();
      }
    }
  }

  /// Writes the owner's list, and looks for the lease after that: if somebody took this writer for
  /// dead, all that it relied on is looked up again under a new lease.
  private void publish() throws StoreException {
    OwnerList list = list();
    Optional<OwnerList> former = former();
    boolean doubtful = known.anyCondemned() || !new Completeness(parts.blobs()).holds();
    boolean written = false;
    try {
      for (boolean done = false; !done; ) {
        if (doubtful) {
          // What this writer stored itself is in the index by now.
          known = new KnownEntries(parts);
          secure(list);
        }
        parts.owners().write(list);
        written = true;
        done = lease.held();
        if (!done) {
          lease.close();
          lease = parts.leases().take("write " + owner);
          doubtful = true;
        }
      }
    } catch (StoreException trouble) {
      if (written) {
        takeBack(former, trouble);
      }
      throw trouble;
    }
  }

  private OwnerList list() {
    var keptNodeIds = new ArrayList<NodeId>();
    keptNodes.forEach(id -> keptNodeIds.add(new NodeId(id)));
    var keptContentIds = new ArrayList<ContentId>();
    keptContents.forEach(id -> keptContentIds.add(new ContentId(id)));
    return new OwnerList(owner, keptNodeIds, keptContentIds);
  }

  /// What the owner kept before; a list that cannot be read is replaced for good.
  private Optional<OwnerList> former() throws StoreException {
    try {
      return parts.owners().read(owner);
    } catch (StoreException trouble) {
      if (trouble.kind() == Kind.CORRUPT) {
        return Optional.empty();
      }
      throw trouble;
    }
  }

  private void takeBack(Optional<OwnerList> former, StoreException trouble) {
    try {
      if (former.isPresent()) {
        parts.owners().write(former.get());
      } else {
        parts.owners().delete(owner);
      }
    } catch (StoreException also) {
      trouble.addSuppressed(also);
    }
  }

  /// Stores again what lies in packs that are about to go.
  private void secure(OwnerList list) throws StoreException {
    PackedLane lane = borrow();
    try {
      new Securing(parts, known, lane).secure(list);
    } finally {
      idle.add(lane);
    }
    finishOwn();
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
    long sum = storedByClosed.sum();
    for (PackedLane lane : lent) {
      sum += lane.storedBytes();
    }
    for (PackedLane lane : own) {
      sum += lane.storedBytes();
    }
    return sum;
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
      discardLanes();
      if (!committed) {
        discardPacks();
      }
      lease.close();
    } finally {
      phase.writeLock().unlock();
    }
  }

  private void discardLanes() throws StoreException {
    for (Set<PackedLane> lanes : List.of(lent, own)) {
      for (PackedLane lane : lanes) {
        lane.discard();
      }
    }
  }

  /// Nobody knows of these packs.
  private void discardPacks() throws StoreException {
    synchronized (unindexed) {
      for (PackDirectory pack : unindexed) {
        parts.blobs().delete(PackFormat.name(pack.pack()));
      }
      unindexed.clear();
    }
  }
}
