package dev.rollback.store.blob;

import dev.rollback.store.StoreException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/// Blobs that tell of each deed before and after it is done.
public final class WatchedBlobs implements Blobs {
  /// What hears of deeds; what it throws ends them.
  public interface Watcher {
    /// @param changes whether the deed changes anything
    void before(boolean changes, String name) throws StoreException;

    /// @param changes whether the deed changed anything
    void after(boolean changes, String name) throws StoreException;
  }

  private interface Deed<T> {
    T done() throws StoreException;
  }

  private final Blobs blobs;
  private final Watcher watcher;

  public WatchedBlobs(Blobs blobs, Watcher watcher) {
    this.blobs = blobs;
    this.watcher = watcher;
  }

  private <T> T watched(boolean changes, String name, Deed<T> deed) throws StoreException {
    watcher.before(changes, name);
    T answer = deed.done();
    watcher.after(changes, name);
    return answer;
  }

  @Override
  public boolean create(String name, byte[] bytes) throws StoreException {
    return watched(true, name, () -> blobs.create(name, bytes));
  }

  @Override
  public void replace(String name, byte[] bytes) throws StoreException {
    var _ =
        watched(
            true,
            name,
            () -> {
              blobs.replace(name, bytes);
              return true;
            });
  }

  @Override
  public void delete(String name) throws StoreException {
    var _ =
        watched(
            true,
            name,
            () -> {
              blobs.delete(name);
              return true;
            });
  }

  @Override
  public BlobSink sink(String name) throws StoreException {
    BlobSink sink = blobs.sink(name);
    return new BlobSink() {
      @Override
      public void write(byte[] from, int offset, int length) throws StoreException {
        sink.write(from, offset, length);
      }

      @Override
      public long length() {
        return sink.length();
      }

      @Override
      public void commit() throws StoreException {
        var _ =
            watched(
                true,
                name,
                () -> {
                  sink.commit();
                  return true;
                });
      }

      @Override
      public void close() throws StoreException {
        sink.close();
      }
    };
  }

  @Override
  public byte[] read(String name, int maximumBytes) throws StoreException {
    return watched(false, name, () -> blobs.read(name, maximumBytes));
  }

  @Override
  public void read(String name, long offset, byte[] into, int at, int length)
      throws StoreException {
    var _ =
        watched(
            false,
            name,
            () -> {
              blobs.read(name, offset, into, at, length);
              return true;
            });
  }

  @Override
  public int readAhead() {
    return blobs.readAhead();
  }

  @Override
  public Optional<BlobStatus> status(String name) throws StoreException {
    return watched(false, name, () -> blobs.status(name));
  }

  @Override
  public void list(String prefix, Consumer<BlobStatus> each) throws StoreException {
    var _ =
        watched(
            false,
            prefix,
            () -> {
              blobs.list(prefix, each);
              return true;
            });
  }

  @Override
  public Instant now() throws StoreException {
    return watched(false, "clock", blobs::now);
  }

  @Override
  public OptionalLong freeBytes() throws StoreException {
    return blobs.freeBytes();
  }

  @Override
  public long sweep(Instant before) throws StoreException {
    return blobs.sweep(before);
  }

  @Override
  public boolean vacant() throws StoreException {
    return watched(false, "", blobs::vacant);
  }

  @Override
  public String place() {
    return blobs.place();
  }

  @Override
  public void close() throws StoreException {
    blobs.close();
  }
}
