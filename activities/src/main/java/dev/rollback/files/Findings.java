package dev.rollback.files;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// What a capture counts and notes while several threads work at it.
final class Findings {
  private static final int MOST_NAMED = 1000;

  private final LongAdder directories = new LongAdder();
  private final LongAdder others = new LongAdder();
  private final LongAdder fresh = new LongAdder();
  private final LongAdder unchanged = new LongAdder();
  private final LongAdder bytes = new LongAdder();
  private final LongAdder readBytes = new LongAdder();
  private final ConcurrentSkipListMap<RawPath, String> notes = new ConcurrentSkipListMap<>();
  private final ConcurrentSkipListMap<RawPath, Flaw> flaws = new ConcurrentSkipListMap<>();
  private final LongAdder flawed = new LongAdder();
  private final ConcurrentHashMap<FileId, Linked> linked = new ConcurrentHashMap<>();
  private volatile boolean lateFlags;
  private volatile boolean anyLinked;

  /// Names found of one file, and how many it has.
  private record Linked(RawPath first, long names, long expected) {}

  /// @param old what the earlier snapshot has of that name
  void entry(TreeEntry entry, RawPath path, FileStatus status, @Nullable TreeEntry old) {
    others.increment();
    bytes.add(entry.size());
    if (old == null || !old.isThere()) {
      fresh.increment();
    } else if (same(entry, old)) {
      unchanged.increment();
    }
    FileId group = entry.group();
    if (group != null) {
      linked.merge(
          group,
          new Linked(path, 1, status.links()),
          (known, one) ->
              new Linked(
                  known.first().compareTo(one.first()) < 0 ? known.first() : one.first(),
                  known.names() + 1,
                  one.expected()));
    }
    flags(entry.metadata());
  }

  /// An entry that is known without a look.
  void known(TreeEntry entry) {
    if (entry.isThere()) {
      others.increment();
      unchanged.increment();
      bytes.add(entry.size());
      flags(entry.metadata());
      if (entry.group() != null) {
        anyLinked = true;
      }
    }
  }

  private static boolean same(TreeEntry entry, TreeEntry old) {
    return entry.kind() == old.kind()
        && entry.metadata().equals(old.metadata())
        && entry.body().equals(old.body());
  }

  void directory(Metadata metadata) {
    directories.increment();
    flags(metadata);
  }

  private void flags(Metadata metadata) {
    if ((metadata.flags() & InodeFlags.LATE) != 0) {
      lateFlags = true;
    }
  }

  void read(long count) {
    readBytes.add(count);
  }

  void note(RawPath path, String sentence) {
    if (notes.size() < MOST_NAMED) {
      notes.putIfAbsent(path, sentence);
    }
  }

  void flaw(RawPath path, Flaw flaw) {
    flawed.increment();
    if (flaws.size() < MOST_NAMED) {
      flaws.putIfAbsent(path, flaw);
    }
  }

  long readBytes() {
    return readBytes.sum();
  }

  Totals totals(long storedBytes) {
    long changed = others.sum() - fresh.sum() - unchanged.sum();
    return new Totals(
        directories.sum(),
        others.sum(),
        bytes.sum(),
        fresh.sum(),
        changed,
        unchanged.sum(),
        flawed.sum(),
        anyLinked || !linked.isEmpty(),
        lateFlags,
        storedBytes);
  }

  /// What is not as it should be, the first in order.
  List<Flawed> flaws() {
    var list = new ArrayList<Flawed>();
    flaws.forEach((path, flaw) -> list.add(new Flawed(path.toString(), flaw)));
    return list;
  }

  List<String> notes() {
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
