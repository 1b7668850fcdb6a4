package dev.rollback.files;

import java.util.HashMap;
import java.util.Map;

/// Regular files that this run has laid, of bytes that were proved by their names, and whose
/// metadata it has read back. As long as the kernel says that nothing was touched since, they need
/// not be read again. For several threads.
///
/// Knows at most half a million of them: the others are read.
final class WrittenFiles {
  private static final int MOST = 1 << 19;
  private static final int FIRST = 1 << 10;
  private static final long SCATTER = 0x9E3779B97F4A7C15L;
  private static final long NANOS = 1_000_000_000;

  /// A file that changes twice within one tick of the file system's clock has one time of change.
  private static final long TICK = 50_000_000;

  private static final long COARSE_TICK = 2 * NANOS;
  private static final long FINE = 1000;

  private final int most;

  // Of each file its key, its time of change and a sum of what it is, side by side; a key of 0 is
  // free.
  private long[] table = new long[3 * FIRST];
  private int count;

  /// When the last one was made, by the clock of each device.
  private final Map<Long, Long> latest = new HashMap<>();

  WrittenFiles() {
    this(MOST);
  }

  /// @param most how many are known
  WrittenFiles(int most) {
    this.most = most;
  }

  /// Knows none.
  static WrittenFiles none() {
    return new WrittenFiles(0);
  }

  /// Takes a file that was just written, as the kernel shows it.
  synchronized void add(TreeEntry entry, FileStatus status) {
    if (count == most) {
      return;
    }
    if (2 * (count + 1) > table.length / 3) {
      grow();
    }
    long changed = Seen.changed(status);
    put(table, key(status.id()), changed, sum(entry));
    latest.merge(status.id().device(), changed, Math::max);
    count++;
  }

  private void grow() {
    var larger = new long[table.length * 2];
    for (int at = 0; at < table.length; at += 3) {
      if (table[at] != 0) {
        put(larger, table[at], table[at + 1], table[at + 2]);
      }
    }
    table = larger;
  }

  private static void put(long[] table, long key, long changed, long sum) {
    int at = slot(table, key);
    table[at] = key;
    table[at + 1] = changed;
    table[at + 2] = sum;
  }

  /// Where a key is, or belongs.
  private static int slot(long[] table, long key) {
    int slots = table.length / 3;
    int slot = (int) ((key * SCATTER) >>> 32) & (slots - 1);
    while (table[3 * slot] != 0 && table[3 * slot] != key) {
      slot = (slot + 1) & (slots - 1);
    }
    return 3 * slot;
  }

  private static long key(FileId id) {
    long key = id.inode() ^ (id.device() * SCATTER);
    return key == 0 ? 1 : key;
  }

  private static long sum(TreeEntry entry) {
    Body.Content content = (Body.Content) entry.body();
    long bytes =
        switch (content.pieces()) {
          case Pieces.None _ -> 0;
          case Pieces.Whole(var id) -> id.sum().first();
          case Pieces.Mapped(var map) -> map.sum().first();
        };
    return bytes ^ (entry.metadata().attributes().hashCode() * SCATTER);
  }

  /// Whether what is there is a file that was laid for this entry and was not touched since. Says
  /// no of those that were laid last: nobody else could reach any of them before all were laid, and
  /// a later change of an earlier one has a later time.
  boolean prove(TreeEntry entry, FileStatus status) {
    return most > 0
        && status.kind() == FileKind.FILE
        && entry.kind() == FileKind.FILE
        && status.size() == entry.size()
        && TreeEntry.sameStatus(entry.metadata(), status)
        && isKnown(entry, status);
  }

  private synchronized boolean isKnown(TreeEntry entry, FileStatus status) {
    int at = slot(table, key(status.id()));
    long changed = Seen.changed(status);
    long tick = changed % FINE == 0 ? COARSE_TICK : TICK;
    return table[at] != 0
        && table[at + 1] == changed
        && table[at + 2] == sum(entry)
        && changed < latest.getOrDefault(status.id().device(), changed) - tick;
  }
}
