package dev.rollback.store.blob;

import dev.rollback.store.StoreException;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;

/// Blobs in memory, for tests that set the storage's clock.
public final class MemoryBlobs implements Blobs {
  private final Map<String, Stored> blobs = new ConcurrentSkipListMap<>();
  private final Set<Sink> sinks = ConcurrentHashMap.newKeySet();
  private volatile int readAhead;
  private volatile Instant clock = Instant.parse("2026-11-24T12:00:00Z");

  private static final class Stored {
    private final byte[] bytes;
    private final Instant written;

    Stored(byte[] bytes, Instant written) {
      this.bytes = bytes;
      this.written = written;
    }
  }

  /// Sets the clock forward, or back.
  public synchronized void pass(Duration time) {
    Instant now = clock;
    clock = now.plus(time);
  }

  /// A copy that goes its own way.
  public MemoryBlobs copy() {
    var copy = new MemoryBlobs();
    copy.blobs.putAll(blobs);
    copy.clock = clock;
    return copy;
  }

  /// Changes a blob's bytes as a failing disk does: its time stays.
  public void damage(String name, Consumer<byte[]> change) {
    blobs.computeIfPresent(
        name,
        (_, stored) -> {
          byte[] bytes = stored.bytes.clone();
          change.accept(bytes);
          return new Stored(bytes, stored.written);
        });
  }

  /// Cuts a blob off.
  public void truncate(String name, int length) {
    blobs.computeIfPresent(
        name, (_, stored) -> new Stored(Arrays.copyOf(stored.bytes, length), stored.written));
  }

  @Override
  public boolean create(String name, byte[] bytes) {
    return blobs.putIfAbsent(BlobName.checked(name), stored(bytes)) == null;
  }

  @Override
  public void replace(String name, byte[] bytes) {
    blobs.put(BlobName.checked(name), stored(bytes));
  }

  @Override
  public BlobSink sink(String name) {
    var sink = new Sink(BlobName.checked(name));
    sinks.add(sink);
    return sink;
  }

  /// What is being written, until it is swept.
  private final class Sink implements BlobSink {
    private final String name;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private volatile Instant touched = now();

    Sink(String name) {
      this.name = name;
    }

    boolean isOlderThan(Instant time) {
      return touched.isBefore(time);
    }

    @Override
    public void write(byte[] from, int offset, int length) {
      bytes.write(from, offset, length);
      touched = now();
    }

    @Override
    public long length() {
      return bytes.size();
    }

    @Override
    public void commit() throws StoreException {
      if (!sinks.remove(this)) {
        throw StorageFailure.missing(place(), "temporary/" + name);
      }
      replace(name, bytes.toByteArray());
    }

    @Override
    public void close() {
      sinks.remove(this);
    }
  }

  @Override
  public byte[] read(String name, int maximumBytes) throws StoreException {
    byte[] bytes = bytes(name);
    if (bytes.length > maximumBytes) {
      throw StorageFailure.tooLong(place(), name, bytes.length, maximumBytes);
    }
    return bytes.clone();
  }

  @Override
  public void read(String name, long offset, byte[] into, int at, int length)
      throws StoreException {
    byte[] bytes = bytes(name);
    if (offset + length > bytes.length) {
      throw StorageFailure.cutOff(place(), name, bytes.length, offset + length);
    }
    System.arraycopy(bytes, (int) offset, into, at, length);
  }

  private byte[] bytes(String name) throws StoreException {
    Stored stored = blobs.get(BlobName.checked(name));
    if (stored == null) {
      throw StorageFailure.missing(place(), name);
    }
    return stored.bytes;
  }

  /// Behaves as if far away: so many bytes are worth a reading.
  public void readAhead(int bytes) {
    readAhead = bytes;
  }

  @Override
  public int readAhead() {
    return readAhead;
  }

  @Override
  public Optional<BlobStatus> status(String name) {
    return Optional.ofNullable(blobs.get(BlobName.checked(name)))
        .map(stored -> new BlobStatus(name, stored.bytes.length, stored.written));
  }

  @Override
  public void list(String prefix, Consumer<BlobStatus> each) {
    BlobName.checkedPrefix(prefix);
    blobs.forEach(
        (name, stored) -> {
          if (name.startsWith(prefix)) {
            each.accept(new BlobStatus(name, stored.bytes.length, stored.written));
          }
        });
  }

  @Override
  public void delete(String name) {
    blobs.remove(BlobName.checked(name));
  }

  @Override
  public Instant now() {
    return clock;
  }

  @Override
  public OptionalLong freeBytes() {
    return OptionalLong.empty();
  }

  @Override
  public long sweep(Instant before) {
    List<Sink> old = sinks.stream().filter(sink -> sink.isOlderThan(before)).toList();
    return old.stream().filter(sinks::remove).count();
  }

  @Override
  public boolean vacant() {
    return blobs.isEmpty();
  }

  @Override
  public String place() {
    return "memory";
  }

  @Override
  public void close() {}

  private Stored stored(byte[] bytes) {
    return new Stored(bytes.clone(), now());
  }
}
