package dev.rollback.layer.git;

import dev.rollback.files.FileKind;
import dev.rollback.files.FileStatus;
import dev.rollback.files.ParallelWalk;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Tells that a work tree is exactly what its index says, by the rules that git itself goes by,
/// with all processors at once. Where there is any doubt it says no, and git has to be asked.
final class QuickLook {
  private static final int MOST_STRANGERS = 10_000;

  private final Repository repository;
  private final IndexFile index;
  private final boolean[] read;
  private final Collection<RepoPath> strangers = new ConcurrentLinkedQueue<>();

  /// @param read files whose content is read whatever their times say
  QuickLook(Repository repository, IndexFile index, Collection<RepoPath> read) {
    this.repository = repository;
    this.index = index;
    this.read = new boolean[index.size()];
    for (RepoPath path : read) {
      int entry = index.find(path.bytes());
      if (entry >= 0) {
        this.read[entry] = true;
      }
    }
  }

  /// The entries of the index that lie beneath one directory.
  ///
  /// @param length of the directory's path with its `/`
  private record Range(int first, int end, int length) {}

  /// Whether each file is as the index has it, and nothing else is there but what git ignores. File
  /// modes and links must count, and no conversion may apply.
  boolean isClean() {
    return ParallelWalk.isAvailable()
        && ParallelWalk.all(repository.top(), new Range(0, index.size(), 0), this::visit)
        && areIgnored();
  }

  private boolean areIgnored() {
    List<RepoPath> all = List.copyOf(strangers);
    return IgnoreRules.ignoredNow(repository, all).containsAll(all);
  }

  private boolean visit(ParallelWalk.Visited<Range> directory, Range range) throws IOException {
    byte[][] present = directory.names().toArray(byte[][]::new);
    Arrays.sort(present, Arrays::compareUnsigned);
    var known = new boolean[present.length];
    for (int entry = range.first(); entry < range.end(); ) {
      byte[] path = index.name(entry);
      int slash = slash(path, range.length());
      byte[] name = Arrays.copyOfRange(path, range.length(), slash < 0 ? path.length : slash);
      int found = Arrays.binarySearch(present, name, Arrays::compareUnsigned);
      if (found < 0) {
        return false;
      }
      known[found] = true;
      if (slash >= 0) {
        int end = end(entry, range.end(), slash + 1);
        directory.enter(name, new Range(entry, end, slash + 1));
        entry = end;
      } else {
        if (!isSame(directory, name, entry)) {
          return false;
        }
        entry++;
      }
    }
    return noted(present, known, range);
  }

  private static int slash(byte[] path, int from) {
    for (int at = from; at < path.length; at++) {
      if (path[at] == '/') {
        return at;
      }
    }
    return -1;
  }

  /// Where the entries that begin like this one end.
  private int end(int first, int limit, int prefix) {
    byte[] path = index.name(first);
    int end = first + 1;
    while (end < limit && startsAlike(index.name(end), path, prefix)) {
      end++;
    }
    return end;
  }

  private static boolean startsAlike(byte[] path, byte[] other, int length) {
    return path.length > length && Arrays.equals(path, 0, length, other, 0, length);
  }

  /// Keeps what the index does not have, to ask whether git ignores it.
  private boolean noted(byte[][] present, boolean[] known, Range range) {
    for (int each = 0; each < present.length; each++) {
      boolean own = range.length() == 0 && Arrays.equals(present[each], GIT);
      if (known[each] || own) {
        continue;
      }
      byte[] prefix = Arrays.copyOf(prefix(range), range.length() + present[each].length);
      System.arraycopy(present[each], 0, prefix, range.length(), present[each].length);
      strangers.add(new RepoPath(new String(prefix, StandardCharsets.ISO_8859_1)));
    }
    return strangers.size() <= MOST_STRANGERS;
  }

  private static final byte[] GIT = {'.', 'g', 'i', 't'};

  private byte[] prefix(Range range) {
    return range.length() == 0
        ? new byte[0]
        : Arrays.copyOf(index.name(range.first()), range.length());
  }

  private boolean isSame(ParallelWalk.Visited<Range> directory, byte[] name, int entry)
      throws IOException {
    FileStatus status = directory.status(name);
    return index.matches(entry, status)
        && (!(read[entry] || index.isRacy(entry)) || hasContent(directory, name, status, entry));
  }

  private boolean hasContent(
      ParallelWalk.Visited<Range> directory, byte[] name, FileStatus status, int entry)
      throws IOException {
    try (InputStream content =
        status.kind() == FileKind.SYMLINK
            ? new ByteArrayInputStream(directory.link(name))
            : directory.content(name)) {
      return BlobId.of(repository, status.size(), content).equals(index.id(entry));
    }
  }
}
