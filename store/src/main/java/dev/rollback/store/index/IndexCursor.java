package dev.rollback.store.index;

import dev.rollback.store.Sha256;
import dev.rollback.store.StoreException;
import dev.rollback.store.pack.EntryKind;
import dev.rollback.store.pack.Location;

/// Passes over the entries of an index file in the order of their ids, half a MiB of them in memory
/// at a time. For one thread.
public final class IndexCursor {
  /// Segments that are read at once.
  private static final int TOGETHER = (512 << 10) / IndexFormat.SEALED_SEGMENT;

  private final IndexFile file;
  private final IndexReading reading;
  private byte[] entries = {};
  private int next;
  private int entry = -1;

  IndexCursor(IndexFile file, IndexReading reading) {
    this.file = file;
    this.reading = reading;
  }

  /// Goes to the next entry; false when there is none.
  public boolean next() throws StoreException {
    entry++;
    if (entry * IndexFormat.ENTRY == entries.length) {
      int count = Math.min(TOGETHER, file.table().segments() - next);
      if (count == 0) {
        return false;
      }
      entries = reading.segments(file, next, count);
      next += count;
      entry = 0;
    }
    return true;
  }

  public Sha256 id() {
    return new Sha256(word(0), word(1), word(2), word(3));
  }

  long word(int quarter) {
    return IndexFile.word(entries, entry, quarter);
  }

  public EntryKind kind() {
    return EntryKind.of(lengthAndKind() & 3);
  }

  /// Plain bytes of the entry.
  public int length() {
    return lengthAndKind() >>> 2;
  }

  int lengthAndKind() {
    return IndexFile.lengthAndKind(entries, entry);
  }

  int offset() {
    return IndexFile.offset(entries, entry);
  }

  /// The number of its frame in the file's table.
  int frame() {
    return IndexFile.frame(entries, entry);
  }

  IndexFile file() {
    return file;
  }

  /// Where it lies.
  ///
  /// @throws StoreException CORRUPT when no writer can have said so
  public Location location() throws StoreException {
    try {
      return file.location(entries, entry);
    } catch (IllegalArgumentException malformed) {
      throw reading.damaged(
          IndexFormat.name(file.id()), "one of its entries lies outside of its frame");
    }
  }

  /// Order of the entries at which two cursors are: by id, then by kind.
  int compareTo(IndexCursor other) {
    for (int quarter = 0; quarter < 4; quarter++) {
      int order = Long.compareUnsigned(word(quarter), other.word(quarter));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(lengthAndKind() & 3, other.lengthAndKind() & 3);
  }
}
