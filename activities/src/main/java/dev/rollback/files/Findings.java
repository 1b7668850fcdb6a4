package dev.rollback.files;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/// What a capture counts and notes while several threads work at it.
final class Findings {
  private static final int MOST_NAMED = 1000;

  private final LongAdder entries = new LongAdder();
  private final LongAdder files = new LongAdder();
  private final LongAdder bytes = new LongAdder();
  private final LongAdder readBytes = new LongAdder();
  private final ConcurrentSkipListMap<RawPath, String> notes = new ConcurrentSkipListMap<>();
  private final ConcurrentSkipListMap<RawPath, Flaw> flaws = new ConcurrentSkipListMap<>();
  private final LongAdder flawed = new LongAdder();
  private final ConcurrentHashMap<FileId, Linked> linked = new ConcurrentHashMap<>();
  private volatile boolean lateFlags;

  /// Names found of one file, and how many it has.
  private record Linked(RawPath first, long names, long expected) {}

  void entry(TreeEntry entry, RawPath path, FileStatus status) {
    entries.increment();
    bytes.add(entry.size());
    if (entry.kind() == FileKind.FILE) {
      files.increment();
    }
    FileId group = entry.group();
    if (group != null) {
      linked.merge(
          group,
          new Linked(path, 1, status.links()),
          (old, one) ->
              new Linked(
                  old.first().compareTo(one.first()) < 0 ? old.first() : one.first(),
                  old.names() + 1,
                  one.expected()));
    }
    flags(entry.metadata());
  }

  void directory(Metadata metadata) {
    entries.increment();
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

  Totals totals() {
    return new Totals(entries.sum(), files.sum(), bytes.sum(), flawed.sum(), lateFlags);
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
