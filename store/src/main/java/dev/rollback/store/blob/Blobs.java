package dev.rollback.store.blob;

import dev.rollback.store.StoreException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/// Named byte strings on durable storage, the ground on which a store stands: a directory, or a
/// prefix of an S3 bucket.
///
/// Names are segments of `[A-Za-z0-9._+-]` joined by `/`, none of them `.` or `..`; every method
/// refuses others with [IllegalArgumentException]. Times may be whole seconds, cut off.
///
/// What a method wrote is durable, and seen by everybody, when it returns; a blob appears, changes
/// and vanishes as a whole. May be used by several threads and processes. Throws [StoreException]:
/// FULL, READ_ONLY, DENIED, MISSING where a blob must be there, CORRUPT where one is shorter than
/// what is asked of it or longer than its reader allows, FAILED for the rest, after the repetitions
/// that its storage deserves.
public interface Blobs extends AutoCloseable {
  /// The storage at a place: a directory, or `s3://bucket/prefix`, which is reached with the
  /// settings and credentials that programs of AWS read. Nothing is asked of it yet.
  ///
  /// @throws IllegalArgumentException for an address in S3 that is none
  static Blobs at(String place) throws StoreException {
    return S3Place.isMeantBy(place) ? S3Blobs.open(place) : new DirectoryBlobs(Path.of(place));
  }

  /// Writes a blob that is not there yet.
  ///
  /// @return false when the name is taken, durably; then nothing changes
  boolean create(String name, byte[] bytes) throws StoreException;

  /// Writes a blob, in place of the one that may be there.
  void replace(String name, byte[] bytes) throws StoreException;

  /// Writes a long blob piece by piece. The caller closes the sink.
  BlobSink sink(String name) throws StoreException;

  /// All of a blob.
  ///
  /// @throws StoreException CORRUPT when it has more than `maximumBytes`: its reader knows that
  ///     nobody writes so many
  byte[] read(String name, int maximumBytes) throws StoreException;

  /// Bytes `offset` to `offset + length` of a blob.
  void read(String name, long offset, byte[] into, int at, int length) throws StoreException;

  /// Bytes that are read in hardly more time than a few: whoever will likely want the neighbours of
  /// what it reads asks for so many at once.
  int readAhead();

  /// Length and time of a blob; empty when there is none.
  Optional<BlobStatus> status(String name) throws StoreException;

  /// All blobs whose names begin with `prefix`, which is empty or ends with `/`, in no order.
  void list(String prefix, Consumer<BlobStatus> each) throws StoreException;

  /// Removes a blob. Removing one that is not there does nothing.
  void delete(String name) throws StoreException;

  /// The time that the storage itself would give to a blob written now.
  Instant now() throws StoreException;

  /// Bytes that can still be stored; empty where the storage does not say.
  OptionalLong freeBytes() throws StoreException;

  /// Removes what processes that died left half-written; answers how many.
  ///
  /// @param before what was touched since then is left: no process that still runs may have begun
  ///     earlier to write anything that lies about, however long it paused
  long sweep(Instant before) throws StoreException;

  /// Whether the place holds nothing at all, of whatever name: what processes are writing just now,
  /// and the `lost+found` of a file system, do not count.
  boolean vacant() throws StoreException;

  /// Where it is, for a sentence: a path or an `s3:` address.
  String place();

  @Override
  void close() throws StoreException;
}
