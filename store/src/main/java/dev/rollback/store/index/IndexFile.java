package dev.rollback.store.index;

import dev.rollback.store.Sha256;
import dev.rollback.store.pack.EntryKind;
import dev.rollback.store.pack.Location;
import dev.rollback.store.seal.BlobCipher;
import dev.rollback.store.seal.BlobId;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// The table of one index file: its packs and frames, and the first id of each segment. Its
/// segments are read when they are asked for.
public final class IndexFile {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private final BlobId id;
  private final IndexTable table;
  private final Queue<BlobCipher> ciphers = new ConcurrentLinkedQueue<>();

  IndexFile(BlobId id, IndexTable table) {
    this.id = id;
    this.table = table;
  }

  public BlobId id() {
    return id;
  }

  public long entries() {
    return table.entries();
  }

  /// The packs that it knows.
  public List<BlobId> packs() {
    return List.copyOf(table.packs());
  }

  /// Ciphers that are turned to this file, and that nobody uses now.
  Queue<BlobCipher> ciphers() {
    return ciphers;
  }

  IndexTable table() {
    return table;
  }

  /// The segment in which the first entry with this id is, if any entry has it.
  int segment(Sha256 sum) {
    int low = 0;
    int high = table.segments() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (table.compareFirst(middle, sum) < 0) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  /// The first entry of a segment whose id is not less; the number of its entries when all are.
  static int lowerBound(byte[] segment, Sha256 sum) {
    int low = 0;
    int high = segment.length / IndexFormat.ENTRY;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (compare(segment, middle, sum) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  static int compare(byte[] segment, int entry, Sha256 sum) {
    int at = entry * IndexFormat.ENTRY;
    int order = Long.compareUnsigned((long) LONG.get(segment, at), sum.first());
    if (order == 0) {
      order = Long.compareUnsigned((long) LONG.get(segment, at + 8), sum.second());
    }
    if (order == 0) {
      order = Long.compareUnsigned((long) LONG.get(segment, at + 16), sum.third());
    }
    return order == 0
        ? Long.compareUnsigned((long) LONG.get(segment, at + 24), sum.fourth())
        : order;
  }

  static long word(byte[] segment, int entry, int quarter) {
    return (long) LONG.get(segment, entry * IndexFormat.ENTRY + 8 * quarter);
  }

  static int frame(byte[] segment, int entry) {
    return (int) INT.get(segment, entry * IndexFormat.ENTRY + 32);
  }

  static int offset(byte[] segment, int entry) {
    return (int) INT.get(segment, entry * IndexFormat.ENTRY + 36);
  }

  static int lengthAndKind(byte[] segment, int entry) {
    return (int) INT.get(segment, entry * IndexFormat.ENTRY + 40);
  }

  static EntryKind kind(byte[] segment, int entry) {
    return EntryKind.of(lengthAndKind(segment, entry) & 3);
  }

  static int length(byte[] segment, int entry) {
    return lengthAndKind(segment, entry) >>> 2;
  }

  /// Where an entry lies.
  ///
  /// @throws IllegalArgumentException when no writer can have said so
  Location location(byte[] segment, int entry) {
    int frame = frame(segment, entry);
    int offset = offset(segment, entry);
    int length = length(segment, entry);
    if (frame < 0
        || frame >= table.frames()
        || offset < 0
        || offset + (long) length > table.plainLength(frame)) {
      throw new IllegalArgumentException("an entry lies outside of its frame");
    }
    return new Location(table.place(frame), kind(segment, entry), offset, length);
  }
}
