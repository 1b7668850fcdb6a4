package dev.rollback.files;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a capture counts and notes: one for each attempt at a directory, added to that of the whole
/// once the attempt stands. Any thread may use it.
final class Findings {
  private static final int MOST_NAMED = 1000;

  private final NavigableMap<RawPath, String> notes = new TreeMap<>();
  private final NavigableMap<RawPath, Flaw> flaws = new TreeMap<>();
  private final Map<FileId, Linked> linked = new HashMap<>();
  private long directories;
  private long others;
  private long fresh;
  private long unchanged;
  private long bytes;
  private long flawed;
  private boolean anyLinked;
  private boolean lateFlags;

  /// Names found of one file of which not all were found yet, and how many it has.
  private record Linked(RawPath first, long names, long expected) {
    /// Null once all names were found.
    @Nullable Linked with(Linked other) {
      RawPath least = first.compareTo(other.first) < 0 ? first : other.first;
      long found = names + other.names;
      return found == other.expected ? null : new Linked(least, found, other.expected);
    }
  }

  /// @param old what the earlier snapshot has of that name
  synchronized void entry(
      TreeEntry entry, RawPath path, FileStatus status, @Nullable TreeEntry old) {
    others++;
    bytes += entry.size();
    if (old == null || !old.isThere()) {
      fresh++;
    } else if (same(entry, old)) {
      unchanged++;
    }
    FileId group = entry.group();
    if (group != null) {
      linked.merge(group, new Linked(path, 1, status.links()), Linked::with);
    }
    seen(entry);
  }

  /// An entry that is known without a look.
  synchronized void known(TreeEntry entry) {
    if (entry.isThere()) {
      others++;
      unchanged++;
      bytes += entry.size();
      seen(entry);
    }
  }

  private void seen(TreeEntry entry) {
    anyLinked |= entry.group() != null;
    lateFlags |= (entry.metadata().flags() & InodeFlags.LATE) != 0;
  }

  private static boolean same(TreeEntry entry, TreeEntry old) {
    return entry.kind() == old.kind()
        && entry.metadata().equals(old.metadata())
        && entry.body().equals(old.body());
  }

  synchronized void directory(Metadata metadata) {
    directories++;
    lateFlags |= (metadata.flags() & InodeFlags.LATE) != 0;
  }

  synchronized void note(RawPath path, String sentence) {
    keep(notes, path, sentence);
  }

  synchronized void flaw(RawPath path, Flaw flaw) {
    flawed++;
    keep(flaws, path, flaw);
  }

  /// Keeps the first of many, in the order of their paths.
  private static <T> void keep(NavigableMap<RawPath, T> most, RawPath path, T value) {
    most.putIfAbsent(path, value);
    if (most.size() > MOST_NAMED) {
      var _ = most.pollLastEntry();
    }
  }

  /// Takes over what an attempt found.
  synchronized void add(Findings part) {
    directories += part.directories;
    others += part.others;
    fresh += part.fresh;
    unchanged += part.unchanged;
    bytes += part.bytes;
    flawed += part.flawed;
    anyLinked |= part.anyLinked;
    lateFlags |= part.lateFlags;
    part.notes.forEach((path, sentence) -> keep(notes, path, sentence));
    part.flaws.forEach((path, flaw) -> keep(flaws, path, flaw));
    part.linked.forEach((group, names) -> linked.merge(group, names, Linked::with));
  }

  synchronized Totals totals(long storedBytes) {
    return new Totals(
        directories,
        others,
        bytes,
        fresh,
        others - fresh - unchanged,
        unchanged,
        flawed,
        anyLinked,
        lateFlags,
        storedBytes);
  }

  /// What is not as it should be, the first in order.
  synchronized List<Flawed> flaws() {
    var list = new ArrayList<Flawed>();
    flaws.forEach((path, flaw) -> list.add(new Flawed(path.toString(), flaw)));
    return list;
  }

  synchronized List<String> notes() {
    var list = new ArrayList<>(notes.values());
    linked.values().stream()
        .filter(each -> each.names() < each.expected())
        .map(Linked::first)
        .sorted()
        .limit(MOST_NAMED)
        .forEach(
            path ->
                list.add(
                    "%s has hard links outside; a rollback of it leaves them with the newer content."
                        .formatted(path)));
    return list;
  }
}
