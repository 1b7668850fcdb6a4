package dev.rollback.store.directory;

import dev.rollback.store.ContentId;
import dev.rollback.store.NodeId;
import dev.rollback.store.Owner;
import dev.rollback.store.SnapshotWriter;
import dev.rollback.store.StoreException;
import dev.rollback.store.StoreException.Kind;
import dev.rollback.store.WritingLane;
import dev.rollback.store.directory.ContentFiles.SourceException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;

/// Holds every content under a name of its own in the temporary directory until the commit.
///
/// A content that the store has already gets a second name there, so that no collection can take
/// its bytes away before the owner's list is written, however long that takes.
final class DirectoryWriter implements SnapshotWriter {
  private enum State {
    OPEN,
    COMMITTED,
    CLOSED
  }

  private final Owner owner;
  private final Layout layout;
  private final Presence presence;
  private final Consumer<DirectoryWriter> onClose;
  private final ConcurrentHashMap<ContentId, Pending> pending = new ConcurrentHashMap<>();
  private final LongAdder contentBytes = new LongAdder();
  private final LongAdder storedBytes = new LongAdder();
  private final ReadWriteLock phase = new ReentrantReadWriteLock();
  private State state = State.OPEN;

  /// @param presence closed with the writer
  DirectoryWriter(
      Owner owner, Layout layout, Presence presence, Consumer<DirectoryWriter> onClose) {
    this.owner = owner;
    this.layout = layout;
    this.presence = presence;
    this.onClose = onClose;
  }

  @Override
  public ContentId write(InputStream content) throws IOException {
    byte[] head = content.readNBytes(ContentFiles.SMALL + 1);
    if (head.length <= ContentFiles.SMALL) {
      return write(head);
    }
    try {
      return writeLong(head, content);
    } catch (StoreException failed) {
      if (failed.getCause() instanceof SourceException source) {
        throw source.failure();
      }
      throw failed;
    }
  }

  @Override
  public ContentId write(byte[] content) throws StoreException {
    if (content.length > ContentFiles.SMALL) {
      return writeLong(content, new ByteArrayInputStream(new byte[0]));
    }
    return whileOpen(
        () -> {
          ContentId id = ContentId.of(content);
          if (!pending.containsKey(id) && !claim(id, true)) {
            add(ContentFiles.write(presence.fresh(), id, content));
          }
          contentBytes.add(content.length);
          return id;
        });
  }

  private ContentId writeLong(byte[] head, InputStream tail) throws StoreException {
    return whileOpen(
        () -> {
          Pending written = ContentFiles.write(presence.fresh(), head, tail);
          if (pending.containsKey(written.id()) || claim(written.id(), true)) {
            Files.delete(written.file());
          } else {
            add(written);
          }
          contentBytes.add(written.plainLength());
          return written.id();
        });
  }

  @Override
  public void keep(ContentId content) throws StoreException {
    whileOpen(
        () -> {
          if (!pending.containsKey(content) && !claim(content, false)) {
            throw refusal(content);
          }
          contentBytes.add(Objects.requireNonNull(pending.get(content)).plainLength());
          return content;
        });
  }

  private StoreException refusal(ContentId content) {
    return Files.exists(layout.content(content))
        ? ContentHeader.damaged(content, "owner " + owner + " cannot keep it")
        : new StoreException(
            Kind.MISSING,
            "Owner %s cannot keep content %s: the store %s does not have it. Write its bytes."
                .formatted(owner, content, layout.root()));
  }

  /// Takes hold of a content that the store has; false when it has none, or none that is intact.
  private boolean claim(ContentId id, boolean proveBytes) throws IOException {
    Path name = presence.fresh();
    try {
      DurableFiles.linkOrCopy(name, layout.content(id));
    } catch (NoSuchFileException absent) {
      return false;
    }
    try (ContentFile file = ContentFile.open(id, name)) {
      if (proveBytes) {
        file.proveStored();
      }
      long length = ContentHeader.LENGTH + file.header().payloadLength();
      add(new Pending(id, name, file.header().plainLength(), length, true));
      return true;
    } catch (StoreException damaged) {
      Files.deleteIfExists(name);
      return false;
    }
  }

  private void add(Pending content) throws IOException {
    if (pending.putIfAbsent(content.id(), content) != null) {
      Files.delete(content.file());
    } else if (!content.claimed()) {
      storedBytes.add(content.fileLength());
    }
  }

  @Override
  public void commit() throws StoreException {
    phase.writeLock().lock();
    try {
      requireOpen();
      publish();
      state = State.COMMITTED;
    } catch (IOException failed) {
      throw failure(failed);
    } finally {
      phase.writeLock().unlock();
    }
  }

  /// The order is the promise: bytes, their names, the owner's list.
  private void publish() throws IOException {
    var fresh = pending.values().stream().filter(content -> !content.claimed()).toList();
    DurableFiles.together(fresh.stream().map(Pending::file).toList(), DurableFiles::forceFile);
    try (Gate.Passage _ = presence.gate().forCommit()) {
      var shards = new TreeSet<Path>();
      for (Pending content : pending.values()) {
        shards.add(layout.shard(content.id()));
        name(content);
      }
      if (!shards.isEmpty()) {
        shards.add(layout.contents());
      }
      DurableFiles.together(shards, DurableFiles::forceDirectory);
      var list = new OwnerList(owner, new TreeSet<>(pending.keySet()));
      new OwnerLists(layout).replace(list, presence.fresh());
    }
  }

  /// Gives the content its name in the store, unless the store has it intact under that name.
  private void name(Pending content) throws IOException {
    Path name = layout.content(content.id());
    if (Files.exists(name)) {
      if (Files.isSameFile(name, content.file())) {
        return;
      }
      if (isIntact(content)) {
        foundStored(content);
        return;
      }
    }
    DurableFiles.createDirectories(layout.shard(content.id()));
    Path link = presence.fresh();
    DurableFiles.linkOrCopy(link, content.file());
    DurableFiles.moveOver(link, name);
  }

  /// Another writer stored the same content since this one wrote it.
  private void foundStored(Pending content) {
    if (!content.claimed()) {
      storedBytes.add(-content.fileLength());
      pending.put(content.id(), content.asClaimed());
    }
  }

  private boolean isIntact(Pending content) throws IOException {
    try (ContentFile file = ContentFile.open(content.id(), layout.content(content.id()))) {
      file.proveStored();
      return true;
    } catch (StoreException damaged) {
      return false;
    }
  }

  @Override
  public long contentBytes() {
    return contentBytes.sum();
  }

  @Override
  public long storedBytes() {
    return storedBytes.sum();
  }

  @Override
  public void close() throws StoreException {
    phase.writeLock().lock();
    try {
      if (state == State.CLOSED) {
        return;
      }
      state = State.CLOSED;
      onClose.accept(this);
      try (presence) {
        for (Pending content : pending.values()) {
          Files.deleteIfExists(content.file());
        }
      }
    } catch (IOException failed) {
      throw failure(failed);
    } finally {
      phase.writeLock().unlock();
    }
  }

  private interface Writing {
    ContentId run() throws IOException;
  }

  private ContentId whileOpen(Writing writing) throws StoreException {
    phase.readLock().lock();
    try {
      requireOpen();
      return writing.run();
    } catch (IOException failed) {
      throw failure(failed);
    } finally {
      phase.readLock().unlock();
    }
  }

  private void requireOpen() {
    if (state != State.OPEN) {
      throw new IllegalStateException("The writer of owner " + owner + " has ended.");
    }
  }

  private StoreException failure(IOException cause) {
    return StorageFailure.of(layout.root(), "write what owner " + owner + " keeps", cause);
  }

  @Override
  public void keep(NodeId node) {
    throw new UnsupportedOperationException("A store of format 1 has no nodes.");
  }

  @Override
  public WritingLane lane() {
    throw new UnsupportedOperationException("A store of format 1 has no nodes.");
  }

  @Override
  public void checkpoint() {
    // What a writer of this format leaves uncommitted is never found again.
  }
}
