package dev.rollback.store.index;

import java.util.List;

/// Which index files are made one.
final class Compaction {
  /// More files than this are too many.
  private static final int MOST_FILES = 16;

  private Compaction() {}

  /// The smallest files, and each larger one that is no more than twice as large as all of them: so
  /// an entry is written anew about as often as the number of entries has doubled. None when there
  /// are few, or when the two smallest have more entries than one file may have.
  static List<IndexFile> of(List<IndexFile> largestFirst) {
    List<IndexFile> smallestFirst = largestFirst.reversed();
    int count = count(smallestFirst.stream().mapToLong(IndexFile::entries).toArray());
    return smallestFirst.subList(0, count);
  }

  /// How many of the smallest files are made one; 0 or at least 2.
  ///
  /// @param entries of each file, in ascending order
  static int count(long[] entries) {
    if (entries.length <= MOST_FILES) {
      return 0;
    }
    int count = 0;
    long together = 0;
    while (count < entries.length
        && (count < 2 || entries[count] <= 2 * together)
        && together + entries[count] <= IndexFormat.MOST_ENTRIES) {
      together += entries[count];
      count++;
    }
    return count < 2 ? 0 : count;
  }
}
